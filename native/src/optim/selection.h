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

// Parameters of one group that have a gradient now, of one device and dtype, with their state: what a multi-tensor call
// takes. Complex ones are seen as pairs of real numbers, as Python's optimizers see them (torch.view_as_real).
struct Selection {
  at::Device device;
  at::ScalarType dtype;         // of the parameters themselves
  bool first;                   // no state was there before this step
  bool viewed_as_real;          // params, grads and slots are real views of complex tensors
  std::vector<size_t> indices;  // of the parameters in their group
  std::vector<at::Tensor> params;
  std::vector<at::Tensor> grads;
  std::vector<at::Tensor> slots[OptimizerState::kSlots];
  bool is_number[OptimizerState::kSlots] = {};  // a slot of one number for each parameter
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
      slots[slot].push_back(there.defined() ? view(there, slot) : make(k));
      made = made || !there.defined();
    }
    return slots[slot];
  }

  // A slot that begins with zeros like the parameters.
  std::vector<at::Tensor>& load_zeros(const OptimizerState::Group& group, int slot);

  // A slot of one number for each parameter: float32, on the CPU as Python keeps it outside of fused kernels.
  std::vector<at::Tensor>& load_number(const OptimizerState::Group& group, int slot, double value,
                                       at::Device of_numbers = at::kCPU);

  // Gives the group what was made, complex again. After the step: one that fails leaves no state behind.
  void keep(OptimizerState::Group& group) const;

 private:
  at::Tensor view(const at::Tensor& state, int slot) const;
};

// Which parameters a selection takes.
struct SelectedBy {
  std::optional<int> slot = std::nullopt;  // apart: those that have their state in this slot, and those that have not
  bool dense_only = false;                 // leaves out parameters with a sparse gradient
  bool view_as_real = true;                // else complex parameters stay complex
};

// Splits a group as Python does, by device and dtype, and by `slot` if one is given.
std::vector<Selection> select(const OptimizerState::Group& group, const SelectedBy& by = {});

// Whether a group's parameters are all of one kind, real, and have their first `slots` slots filled, so that its own
// lists can go to an operator as they are.
bool is_whole(const OptimizerState::Group& group, int slots);

// Before any group is touched, for a step is taken by all groups or by none. Each throws if a gradient, or its
// parameter, is not such: of its parameter's shape (part of all others), dense, sparse, real; of a dtype that fused
// kernels take, which is its parameter's; and that and dense.
void check_shapes(const OptimizerState& state, const char* optimizer);
void check_dense(const OptimizerState& state, const char* optimizer);
void check_sparse(const OptimizerState& state, const char* optimizer);
void check_real(const OptimizerState& state, const char* optimizer);
void check_kinds(const OptimizerState& state, const char* optimizer);
void check_fused(const OptimizerState& state, const char* optimizer);

}  // namespace torch4j
