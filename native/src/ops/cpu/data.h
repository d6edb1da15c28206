#pragma once

#include <ATen/core/Tensor.h>

// Data pointers of tensors whose dtype has been checked. LibTorch's typed accessors check it again, which is measurable
// with a thousand small parameters.
namespace torch4j::ops::cpu {

template <typename scalar_t>
const scalar_t* const_data(const at::Tensor& tensor) {
  return static_cast<const scalar_t*>(tensor.const_data_ptr());
}

template <typename scalar_t>
scalar_t* mutable_data(const at::Tensor& tensor) {
  return static_cast<scalar_t*>(tensor.mutable_data_ptr());
}

// The data of a gradient; it may be modified only if `is_mutable`.
template <typename scalar_t>
scalar_t* grad_data(const at::Tensor& grad, bool is_mutable) {
  return is_mutable ? mutable_data<scalar_t>(grad) : const_cast<scalar_t*>(const_data<scalar_t>(grad));
}

}  // namespace torch4j::ops::cpu
