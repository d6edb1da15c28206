#pragma once

#include <span>
#include <vector>

#include "ops/grad_factors.h"
#include "optim/optimizer_state.h"

namespace torch4j {

// The hyperparameters of one parameter group, in the order of the Java record.
struct AdamOptions {
  double lr, beta1, beta2, eps, weight_decay;
  bool amsgrad, maximize;
};

// From Java's flat array, one group after another.
std::vector<AdamOptions> adam_options(std::span<const double> numbers);

// One step of Adam or AdamW over all groups; `options` has one element per group. Same arithmetic as Python's
// fused=True.
void adam_step(OptimizerState& state, std::span<const AdamOptions> options, bool decoupled_weight_decay);

// One step with the state's gradients `grads`, multiplied by these factors. The caller has called check_fused: a second
// check would take as long as the step of small parameters.
void checked_adam_step(OptimizerState& state, std::span<const AdamOptions> options, bool decoupled_weight_decay,
                       const OptimizerState::Gradients& grads, const ops::GradFactors& factors);

}  // namespace torch4j
