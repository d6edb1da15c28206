#pragma once

#include <ATen/core/Tensor.h>

#include <optional>
#include <vector>

#include "optim/optimizer_state.h"

namespace torch4j {

// A parameter's gradient, defined or not. Tensor::grad() asks the autograd engine each time whether to warn of a
// tensor that is no leaf, which takes longer than all the rest; parameters are leaves.
inline const at::Tensor& grad_of(const at::Tensor& param) {
  return param.unsafeGetTensorImpl()->grad();
}

// Parameters of one group that have a gradient now, all of one kind, with their state: what a multi-tensor call takes.
struct Selection {
  at::Device device;
  at::ScalarType dtype;
  bool first;                   // no state was there before this step
  std::vector<size_t> indices;  // of the parameters in their group
  std::vector<at::Tensor> params;
  std::vector<at::Tensor> grads;
  std::vector<at::Tensor> slots[OptimizerState::kSlots];
  bool made = false;

  bool takes(const at::Tensor& param, bool is_first) const {
    return first == is_first && dtype == param.scalar_type() && device == param.device();
  }

  // Fills a slot with the group's tensors, and with what `make` makes for the k-th parameter where the group has none.
  template <typename Make>
  std::vector<at::Tensor>& load(const OptimizerState::Group& group, int slot, const Make& make) {
    slots[slot].reserve(indices.size());
    for (size_t k = 0; k < indices.size(); ++k) {
      const at::Tensor& there = group.slots[slot][indices[k]];
      slots[slot].push_back(there.defined() ? there : make(k));
      made = made || !there.defined();
    }
    return slots[slot];
  }

  // A slot that begins with zeros like the parameters.
  std::vector<at::Tensor>& load_zeros(const OptimizerState::Group& group, int slot);

  // A slot of one number for each parameter: float32 on the CPU, as Python keeps it outside of fused kernels.
  std::vector<at::Tensor>& load_number(const OptimizerState::Group& group, int slot, double value);

  // Gives the group what was made. After the step: one that fails leaves no state behind.
  void keep(OptimizerState::Group& group) const;
};

// Splits a group as Python does, by device and dtype, and by whether a parameter has its state in `slot` already, if
// one is given.
std::vector<Selection> select(const OptimizerState::Group& group, std::optional<int> slot = std::nullopt);

// Whether a group's parameters are all of one kind and have their first `slots` slots filled, so that its own lists can
// go to an operator as they are.
bool is_whole(const OptimizerState::Group& group, int slots);

// Before any group is touched, for a step is taken by all groups or by none. The first is part of the others; the last
// is for fused kernels, which take few dtypes, and a gradient of its parameter's own kind.
void check_shapes(const OptimizerState& state, const char* optimizer);
void check_dense(const OptimizerState& state, const char* optimizer);
void check_sparse(const OptimizerState& state, const char* optimizer);
void check_fused(const OptimizerState& state, const char* optimizer);

}  // namespace torch4j
