#pragma once

#include <ATen/core/Tensor.h>

#include <vector>

#include "ops/cpu/grad_scaling.h"

// Kernels over all gradients of a step together. The tensors of a list have one dtype.
namespace torch4j::ops::cpu {

// Whether these kernels read such a tensor: floating-point numbers on the CPU, in any order but without gaps.
bool takes(const at::Tensor& grad);

// to[i] = from[i] * inv_scale * clip_coef, each product rounded. to[i] and from[i] lie in memory alike, or are the
// same.
void scale(at::TensorList to, at::TensorList from, const GradScaling& scaling);

bool all_finite(at::TensorList grads);

// Whether `norms` computes this norm of this tensor in ATen's own bits; what it does not, ATen must.
bool has_norm(const at::Tensor& grad, double norm_type);

// A gradient's elements, and where its norm is to go: an element of the same dtype.
struct Norm {
  const void* from;
  int64_t size;
  void* into;
};

// Computes the norms of these gradients times inv_scale, of type 2 or infinity.
void norms(std::vector<Norm> norms, at::ScalarType dtype, double norm_type, double inv_scale);

}  // namespace torch4j::ops::cpu
