#pragma once

#include <ATen/core/Tensor.h>

#include <optional>

#include "ops/cpu/grad_scaling.h"

namespace torch4j::ops {

// What a step does to the gradients as it reads them: one element each, on the gradients' device.
struct GradFactors {
  std::optional<at::Tensor> inv_scale = {};  // multiplied by first
  std::optional<at::Tensor> clip_coef = {};  // then by this
  std::optional<at::Tensor> found_inf = {};  // if not 0, nothing is changed
  bool keep_grads = false;                   // whether the products are written back

  bool scale() const { return inv_scale.has_value() || clip_coef.has_value(); }
};

void check(const char* op, const GradFactors& factors, at::TensorList grads);

// The factors as numbers. For gradients on the CPU.
cpu::GradScaling scaling(const GradFactors& factors);

// Whether found_inf is not 0. For gradients on the CPU.
bool found(const GradFactors& factors);

// The gradients times the factors, for kernels that cannot multiply as they read: in their own memory if they are kept
// or not on the CPU, else in copies.
class ScaledGrads {
 public:
  ScaledGrads(at::TensorList grads, const GradFactors& factors);

  operator at::TensorList() const { return copies_.empty() ? grads_ : at::TensorList(copies_); }

 private:
  at::TensorList grads_;
  std::vector<at::Tensor> copies_;
};

// Whether ATen multiplies these gradients by the factor as the kernels of namespace cpu do: a gradient of no dimensions
// and a factor of a wider dtype are multiplied in the wider one.
bool multiplied_as_read(at::TensorList grads, const GradFactors& factors);

}  // namespace torch4j::ops
