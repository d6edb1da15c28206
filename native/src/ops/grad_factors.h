#pragma once

#include <ATen/core/Tensor.h>

#include <optional>

#include "ops/cpu/grad_scaling.h"

namespace torch4j::ops {

// Factors that a step multiplies the gradients by while it reads them; tensors with one element, on the gradients'
// device.
struct GradFactors {
  std::optional<at::Tensor> inv_scale = {};  // the inverse of the loss scale, multiplied by first
  std::optional<at::Tensor> clip_coef = {};  // the clip coefficient, multiplied by second
  std::optional<at::Tensor> found_inf = {};  // if not 0, the step is skipped
  bool keep_grads = false;                   // whether the scaled gradients are written back

  bool scale() const { return inv_scale.has_value() || clip_coef.has_value(); }
};

void check(const char* op, const GradFactors& factors, at::TensorList grads);

// The values of the factors, for gradients on the CPU.
cpu::GradScaling scaling(const GradFactors& factors);

// Whether there is a found_inf on the CPU that is not 0.
bool has_found_inf(const GradFactors& factors);

// The gradients multiplied by the factors, for kernels that do not multiply by them: in place with keep_grads or on a
// device, otherwise in copies.
class ScaledGrads {
 public:
  ScaledGrads(at::TensorList grads, const GradFactors& factors);

  operator at::TensorList() const { return copies_.empty() ? grads_ : at::TensorList(copies_); }

 private:
  at::TensorList grads_;
  std::vector<at::Tensor> copies_;
};

// Whether the kernels of namespace cpu multiply these gradients by the factors as ATen does. They do not for a
// 0-dimensional gradient and a factor of a wider dtype, whose product ATen computes in the wider dtype.
bool kernels_can_scale(at::TensorList grads, const GradFactors& factors);

}  // namespace torch4j::ops
