#pragma once

#include <ATen/core/Tensor.h>

#include <span>
#include <vector>

#include "ops/grad_factors.h"

namespace torch4j {

// One optimizer's parameters and their state, group by group: what Java's native handle points to. The parameters
// cross from Java once, when the optimizer is built; gradients are read here, at each step.
class OptimizerState {
 public:
  // The state tensors of one parameter; an undefined tensor is one not made yet. What a slot means is the optimizer's.
  static constexpr int kSlots = 4;

  struct Group {
    std::vector<at::Tensor> params;
    std::vector<at::Tensor> slots[kSlots];
  };

  void add_group(std::vector<at::Tensor> params);

  std::vector<Group>& groups() { return groups_; }
  const std::vector<Group>& groups() const { return groups_; }

  // The gradients that are there, group by group.
  struct Gradients {
    std::vector<at::Tensor> all;
    std::vector<size_t> ends;  // of each group's

    at::TensorList of(size_t group) const;
    operator at::TensorList() const { return all; }
  };

  Gradients gradients() const;

  const at::Tensor& slot(int64_t group, int64_t param, int64_t slot) const;
  void set_slot(int64_t group, int64_t param, int64_t slot, at::Tensor tensor);

  // Sets every gradient to none, or fills it with zeros, as torch.optim.Optimizer.zero_grad.
  void zero_grad(bool set_to_none);

 private:
  std::vector<Group> groups_;
};

// The hyperparameters of one group, in the order in which the Java options list them.
struct SgdOptions {
  double lr, momentum, dampening, weight_decay;
  bool nesterov, maximize;
};

struct AdamOptions {
  double lr, beta1, beta2, eps, weight_decay;
  bool amsgrad, maximize;
};

// From Java's flat array, one group's numbers after another's.
std::vector<SgdOptions> sgd_options(std::span<const double> numbers);
std::vector<AdamOptions> adam_options(std::span<const double> numbers);

// One step over all groups; `options` has one entry a group. Same arithmetic as Python with fused=True.
void sgd_step(OptimizerState& state, std::span<const SgdOptions> options);
void adam_step(OptimizerState& state, std::span<const AdamOptions> options, bool decoupled_weight_decay);

// The same by the state's gradients times these factors, when check_fused has looked at them: to do so once more would
// take as long as the step of small parameters.
void checked_sgd_step(OptimizerState& state, std::span<const SgdOptions> options, const ops::GradFactors& factors);
void checked_adam_step(OptimizerState& state, std::span<const AdamOptions> options, bool decoupled_weight_decay,
                       const OptimizerState::Gradients& grads, const ops::GradFactors& factors);

}  // namespace torch4j
