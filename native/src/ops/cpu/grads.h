#pragma once

#include <ATen/core/Tensor.h>

#include <vector>

#include "ops/cpu/grad_scaling.h"

// Kernels over all gradients of a step together. All tensors of a list have the same dtype.
namespace torch4j::ops::cpu {

// Whether these kernels support the tensor: a dense floating-point tensor on the CPU, with any order of dimensions.
bool supports(const at::Tensor& grad);

// to[i] = from[i] * inv_scale * clip_coef, each product rounded. to[i] and from[i] have the same memory layout, or are
// the same tensor.
void scale(at::TensorList to, at::TensorList from, const GradScaling& scaling);

bool all_finite(at::TensorList grads);

// Whether `norms` computes this norm of the tensor bitwise equal to ATen. If not, ATen's operators must be used.
bool supports_norm(const at::Tensor& grad, double norm_type);

// The elements of a gradient, and where to store its norm: an element of the same dtype.
struct Norm {
  const void* from;
  int64_t size;
  void* into;
};

// Computes the norms of these gradients multiplied by inv_scale; the norm type is 2 or infinity.
void norms(std::vector<Norm> norms, at::ScalarType dtype, double norm_type, double inv_scale);

}  // namespace torch4j::ops::cpu
