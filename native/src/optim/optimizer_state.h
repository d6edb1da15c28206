#pragma once

#include <ATen/core/Tensor.h>

#include <vector>

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

}  // namespace torch4j
