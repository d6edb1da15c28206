#include "optim/optimizer_state.h"

#include <utility>

#include "optim/grouped_tensors.h"

namespace torch4j {

void OptimizerState::add_group(std::vector<at::Tensor> params) {
  Group group;
  for (auto& slot : group.slots) {
    slot.resize(params.size());
  }
  group.params = std::move(params);
  groups_.push_back(std::move(group));
}

const at::Tensor& OptimizerState::slot(int64_t group, int64_t param, int64_t slot) const {
  TORCH_CHECK(slot >= 0 && slot < kSlots, "optimizer state: slot: got ", slot, ", expected 0 to ", kSlots - 1);
  return groups_.at(group).slots[slot].at(param);
}

void OptimizerState::set_slot(int64_t group, int64_t param, int64_t slot, at::Tensor tensor) {
  TORCH_CHECK(slot >= 0 && slot < kSlots, "optimizer state: slot: got ", slot, ", expected 0 to ", kSlots - 1);
  groups_.at(group).slots[slot].at(param) = std::move(tensor);
}

at::TensorList OptimizerState::Gradients::of(size_t group) const {
  const size_t begin = group == 0 ? 0 : ends[group - 1];
  return at::TensorList(all).slice(begin, ends[group] - begin);
}

OptimizerState::Gradients OptimizerState::gradients() const {
  size_t count = 0;
  for (const auto& group : groups_) {
    count += group.params.size();
  }
  Gradients grads;
  grads.all.reserve(count);
  for (const auto& group : groups_) {
    for (const at::Tensor& param : group.params) {
      if (grad_of(param).defined()) {
        grads.all.push_back(grad_of(param));
      }
    }
    grads.ends.push_back(grads.all.size());
  }
  return grads;
}

void OptimizerState::zero_grad(bool set_to_none) {
  for (auto& group : groups_) {
    for (auto& param : group.params) {
      at::Tensor& grad = param.mutable_grad();
      if (!grad.defined()) {
        continue;
      }
      if (set_to_none) {
        grad.reset();
      } else {
        if (grad.grad_fn() != nullptr) {
          grad.detach_();
        } else {
          grad.set_requires_grad(false);  // detach_() is not allowed on a view, such as one into a DDP bucket
        }
        grad.zero_();
      }
    }
  }
}

}  // namespace torch4j
