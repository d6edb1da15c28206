#pragma once

#include <ATen/core/Tensor.h>

// Where a tensor has its numbers, whose dtype has been looked at: LibTorch's accessors with a type look once more, and
// with a thousand small parameters that is felt.
namespace torch4j::ops::cpu {

template <typename scalar_t>
const scalar_t* read_data(const at::Tensor& tensor) {
  return static_cast<const scalar_t*>(tensor.const_data_ptr());
}

template <typename scalar_t>
scalar_t* written_data(const at::Tensor& tensor) {
  return static_cast<scalar_t*>(tensor.mutable_data_ptr());
}

// Where a step finds a gradient; only one that is `written` may be changed there.
template <typename scalar_t>
scalar_t* grad_data(const at::Tensor& grad, bool written) {
  return written ? written_data<scalar_t>(grad) : const_cast<scalar_t*>(read_data<scalar_t>(grad));
}

}  // namespace torch4j::ops::cpu
