#pragma once

#include <span>

#include "optim/selection.h"

namespace torch4j {

// Which gradients an optimizer takes, and what it does with complex parameters: step by their pairs of real numbers, by
// themselves, or refuse them.
enum class Gradients { kDense, kSparse, kAny };
enum class Complex { kAsReal, kAsTheyAre, kRefused };

// An optimizer's arithmetic, for one group's parameters of one kind. The options are numbers in the order in which the
// Java options list them; the slots are those of the Java class's stateNames. Each follows torch/optim's foreach path.
struct Algorithm {
  const char* name;
  size_t option_count;
  Gradients gradients;
  Complex complex;
  void (*step)(OptimizerState::Group& group, Selection& selection, const double* options);
  // Throws if a group's gradients do not go with its options; null if all do.
  void (*check)(const OptimizerState::Group& group, const double* options) = nullptr;
};

// In the order of torch4j.optim.Algorithm.
extern const Algorithm kRmsprop, kAdagrad, kAdadelta, kAdamax, kNadam, kRadam, kRprop, kAsgd, kSparseAdam, kAdafactor,
    kMuon;
const Algorithm& algorithm(int64_t id);

// Throws if there are not option_count options for each group, or a gradient is not to be stepped by.
void check(const OptimizerState& state, const Algorithm& algorithm, std::span<const double> options);

// One step over all groups, when they have been checked.
void checked_step(OptimizerState& state, const Algorithm& algorithm, std::span<const double> options);

// Both.
void step(OptimizerState& state, const Algorithm& algorithm, std::span<const double> options);

// ---- what the algorithms share

// Adds 1 to each and returns the numbers.
std::vector<double> count(const std::vector<at::Tensor>& steps);

// The gradients to go down by: turned round to climb, with the L2 penalty added. Owned where they differ from .grad.
std::vector<at::Tensor> descent(const Selection& selection, bool maximize, double weight_decay);

}  // namespace torch4j
