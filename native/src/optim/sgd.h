#pragma once

#include <span>
#include <vector>

#include "ops/grad_factors.h"
#include "optim/optimizer_state.h"

namespace torch4j {

// The hyperparameters of one group, in the order in which the Java options list them.
struct SgdOptions {
  double lr, momentum, dampening, weight_decay;
  bool nesterov, maximize;
};

// From Java's flat array, one group's numbers after another's.
std::vector<SgdOptions> sgd_options(std::span<const double> numbers);

// One step over all groups; `options` has one entry a group. Same arithmetic as Python with fused=True, and as its
// default for sparse gradients, which that does not take.
void sgd_step(OptimizerState& state, std::span<const SgdOptions> options);

// Throws if a gradient is not to be stepped by. Nothing has been changed then.
void check_sgd(const OptimizerState& state, std::span<const SgdOptions> options);

// A step by the state's gradients times these factors, when check_sgd has looked at them: to do so once more would
// take as long as the step of small parameters.
void checked_sgd_step(OptimizerState& state, std::span<const SgdOptions> options, const ops::GradFactors& factors);

}  // namespace torch4j
