#pragma once

#include <span>
#include <vector>

#include "ops/grad_factors.h"
#include "optim/optimizer_state.h"

namespace torch4j {

// The hyperparameters of one parameter group, in the order of the Java record.
struct SgdOptions {
  double lr, momentum, dampening, weight_decay;
  bool nesterov, maximize;
};

// From Java's flat array, one group after another.
std::vector<SgdOptions> sgd_options(std::span<const double> numbers);

// One step over all groups; `options` has one element per group. Same arithmetic as Python's fused=True, and for sparse
// gradients, which that does not support, as Python's default.
void sgd_step(OptimizerState& state, std::span<const SgdOptions> options);

// Throws if a gradient is not supported; nothing is changed then.
void check_sgd(const OptimizerState& state, std::span<const SgdOptions> options);

// One step with the gradients multiplied by these factors. The caller has called check_sgd: a second check would take
// as long as the step of small parameters.
void checked_sgd_step(OptimizerState& state, std::span<const SgdOptions> options, const ops::GradFactors& factors);

}  // namespace torch4j
