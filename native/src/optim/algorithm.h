#pragma once

#include <span>

#include "optim/selection.h"

namespace torch4j {

// Which gradients an optimizer takes.
enum class Gradients { kDense, kSparse, kAny };

// An optimizer's arithmetic, for one group's parameters of one kind. The options are numbers in the order in which the
// Java options list them; the slots are those of the Java class's stateNames. Each follows torch/optim's foreach path.
struct Algorithm {
  const char* name;
  size_t option_count;
  Gradients gradients;
  void (*step)(OptimizerState::Group& group, Selection& selection, const double* options);
};

// In the order of torch4j.optim.Algorithm.
extern const Algorithm kRmsprop, kAdagrad, kAdadelta, kAdamax, kNadam, kRadam, kRprop, kAsgd, kSparseAdam, kAdafactor,
    kMuon;
const Algorithm& algorithm(int64_t id);

// One step over all groups; `options` has option_count numbers for each.
void step(OptimizerState& state, const Algorithm& algorithm, std::span<const double> options);

// ---- what the algorithms share

// Adds 1 to each and returns the numbers.
std::vector<double> count(const std::vector<at::Tensor>& steps);

// The gradients to go down by: turned round to climb, with the L2 penalty added. Owned where they differ from .grad.
std::vector<at::Tensor> descent(const Selection& selection, bool maximize, double weight_decay);

}  // namespace torch4j
