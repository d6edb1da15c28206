#pragma once

#include <ATen/core/Tensor.h>

#include <optional>
#include <vector>

#include "optim/optimizer_state.h"

namespace torch4j {

// A parameter's gradient, which may be undefined. Tensor::grad() also checks whether to warn about a non-leaf tensor,
// which is slower than everything else here; parameters are leaf tensors.
inline const at::Tensor& grad_of(const at::Tensor& param) {
  return param.unsafeGetTensorImpl()->grad();
}

// The parameters of a group that have a gradient and the same device and dtype, with their gradients and state: the
// arguments of foreach operators. Complex tensors are viewed as real, as in Python's optimizers (torch.view_as_real).
struct GroupedTensors {
  at::Device device;
  at::ScalarType dtype;         // of the parameters, not of their real views
  bool first_step;              // whether `GroupingOptions::slot` was empty before this step
  bool viewed_as_real;          // whether params, grads and slots are real views of complex tensors
  std::vector<size_t> indices;  // the indices of the parameters in their group
  std::vector<at::Tensor> params;
  std::vector<at::Tensor> grads;
  std::vector<at::Tensor> slots[OptimizerState::kSlots];
  bool is_scalar[OptimizerState::kSlots] = {};  // whether a slot has a 0-dimensional tensor for each parameter
  bool has_new_slots = false;

  bool matches(const at::Tensor& param, bool is_first_step) const {
    return first_step == is_first_step && dtype == param.scalar_type() && device == param.device();
  }

  // Fills a slot with the group's tensors, and with make(k) for the k-th parameter if the group has none.
  template <typename Make>
  std::vector<at::Tensor>& load(const OptimizerState::Group& group, int slot, const Make& make) {
    slots[slot].reserve(indices.size());
    for (size_t k = 0; k < indices.size(); ++k) {
      const at::Tensor& existing = group.slots[slot][indices[k]];
      slots[slot].push_back(existing.defined() ? view(existing, slot) : make(k));
      has_new_slots = has_new_slots || !existing.defined();
    }
    return slots[slot];
  }

  // Fills a slot whose initial tensors are zeros_like(param).
  std::vector<at::Tensor>& load_zeros(const OptimizerState::Group& group, int slot);

  // Fills a slot whose initial tensors are this 0-dimensional float32; on the CPU, as in Python's implementations that
  // are not fused.
  std::vector<at::Tensor>& load_scalar(const OptimizerState::Group& group, int slot, double value,
                                       at::Device slot_device = at::kCPU);

  // Stores the tensors that were created for empty slots in the group. Called after the step, so that a failed one
  // leaves no state.
  void store_new_slots(OptimizerState::Group& group) const;

 private:
  at::Tensor view(const at::Tensor& state, int slot) const;
};

// How the parameters of a group are selected and grouped.
struct GroupingOptions {
  std::optional<int> slot = std::nullopt;  // groups parameters with this slot empty separately
  bool dense_only = false;                 // skips parameters with a sparse gradient
  bool view_as_real = true;                // views complex tensors as real
};

// Groups the parameters of a group that have a gradient as Python's function of this name does, and by `slot` if one is
// given.
std::vector<GroupedTensors> group_tensors_by_device_and_dtype(const OptimizerState::Group& group,
                                                              const GroupingOptions& grouping = {});

// Whether all parameters of a group are real and have the same device and dtype, and their first `slots` slots are
// filled, so that the group's own lists can be passed to an operator.
bool is_homogeneous(const OptimizerState::Group& group, int slots);

// Checks of all gradients and their parameters, made before any group is updated, so that a failed step changes
// nothing. Each throws if a gradient: does not have its parameter's shape (checked by the others too); is not dense; is
// not sparse; belongs to a complex parameter; does not have its parameter's dtype and device, or one that fused kernels
// do not support; or, for check_fused, is not dense or fails check_dtypes.
void check_shapes(const OptimizerState& state, const char* optimizer);
void check_dense(const OptimizerState& state, const char* optimizer);
void check_sparse(const OptimizerState& state, const char* optimizer);
void check_real(const OptimizerState& state, const char* optimizer);
void check_dtypes(const OptimizerState& state, const char* optimizer);
void check_fused(const OptimizerState& state, const char* optimizer);

}  // namespace torch4j
