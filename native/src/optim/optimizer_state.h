#pragma once

#include <ATen/core/Tensor.h>

#include <vector>

namespace torch4j {

// The parameters of an optimizer and their state, by parameter group; Java's OptimizerHandle owns one. The parameters
// are passed from Java once, when a group is added; each step reads the gradients from them.
class OptimizerState {
 public:
  // The number of state tensors per parameter. A tensor is undefined until it is created; the optimizer defines the
  // meaning of each slot.
  static constexpr int kSlots = 4;

  struct Group {
    std::vector<at::Tensor> params;
    std::vector<at::Tensor> slots[kSlots];
  };

  void add_group(std::vector<at::Tensor> params);

  std::vector<Group>& groups() { return groups_; }
  const std::vector<Group>& groups() const { return groups_; }

  // The defined gradients, group by group.
  struct Gradients {
    std::vector<at::Tensor> all;
    std::vector<size_t> ends;  // where each group's gradients end in `all`

    at::TensorList of(size_t group) const;
    operator at::TensorList() const { return all; }
  };

  Gradients gradients() const;

  const at::Tensor& slot(int64_t group, int64_t param, int64_t slot) const;
  void set_slot(int64_t group, int64_t param, int64_t slot, at::Tensor tensor);

  // Resets every gradient, or fills it with zeros, as torch.optim.Optimizer.zero_grad does.
  void zero_grad(bool set_to_none);

 private:
  std::vector<Group> groups_;
};

}  // namespace torch4j
