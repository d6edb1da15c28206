#pragma once

#include <span>

#include "optim/grouped_tensors.h"

namespace torch4j {

// Which gradients an optimizer supports, and how it updates complex parameters: through their real views
// (torch.view_as_real), directly, or not at all.
enum class GradientLayout { kDense, kSparse, kAny };
enum class ComplexParams { kViewAsReal, kNative, kUnsupported };

// The arithmetic of an optimizer, for the parameters of one group that have the same device and dtype. The options are
// numbers in the order of the Java record's toNumbers; the slots are in the order of torch4j.optim.UpdateRule's
// stateNames. Each computes what Python's foreach implementation does.
struct UpdateRule {
  const char* name;
  size_t option_count;
  GradientLayout gradients;
  ComplexParams complex;
  void (*step)(OptimizerState::Group& group, GroupedTensors& tensors, const double* options);
  // Throws if the gradients of a group are not compatible with its options; null if there is nothing to check.
  void (*check)(const OptimizerState::Group& group, const double* options) = nullptr;
};

// In the order of their ids in torch4j.optim.UpdateRule.
extern const UpdateRule kRmsprop, kAdagrad, kAdadelta, kAdamax, kNadam, kRadam, kRprop, kAsgd, kSparseAdam, kAdafactor,
    kMuon;
const UpdateRule& update_rule(int64_t id);

// Throws if there are not option_count options for each group, or a gradient is not supported.
void check(const OptimizerState& state, const UpdateRule& rule, std::span<const double> options);

// One step over all groups, which have been checked.
void checked_step(OptimizerState& state, const UpdateRule& rule, std::span<const double> options);

// Checks all groups, and performs one step over them.
void step(OptimizerState& state, const UpdateRule& rule, std::span<const double> options);

// ---- shared by the update rules

// Increments the step counts and returns them.
std::vector<double> increment_steps(const std::vector<at::Tensor>& steps);

// The gradients, negated if `maximize`, with the weight decay (L2 penalty) added. New tensors if they differ from
// .grad.
std::vector<at::Tensor> decayed_grads(const GroupedTensors& tensors, bool maximize, double weight_decay);

}  // namespace torch4j
