#pragma once

#include <span>
#include <vector>

#include "ops/grad_factors.h"
#include "optim/optimizer_state.h"

namespace torch4j {

// The hyperparameters of one group, in the order in which the Java options list them.
struct AdamOptions {
  double lr, beta1, beta2, eps, weight_decay;
  bool amsgrad, maximize;
};

// From Java's flat array, one group's numbers after another's.
std::vector<AdamOptions> adam_options(std::span<const double> numbers);

// One step of Adam or AdamW over all groups; `options` has one entry a group. Same arithmetic as Python with
// fused=True.
void adam_step(OptimizerState& state, std::span<const AdamOptions> options, bool decoupled_weight_decay);

// A step by the state's gradients, which `grads` lists, times these factors, when check_fused has looked at them: to do
// so once more would take as long as the step of small parameters.
void checked_adam_step(OptimizerState& state, std::span<const AdamOptions> options, bool decoupled_weight_decay,
                       const OptimizerState::Gradients& grads, const ops::GradFactors& factors);

}  // namespace torch4j
