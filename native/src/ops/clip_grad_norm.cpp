#include <ATen/core/grad_mode.h>
#include <ATen/ops/zeros.h>
#include <ATen/record_function.h>
#include <torch/library.h>

#include <cmath>

#include "ops/gradient_checks.h"
#include "ops/ops.h"

namespace torch4j::ops {
namespace {

at::Tensor clip_grad_norm_kernel(at::TensorList grads, double max_norm, double norm_type, bool error_if_nonfinite) {
  TORCH_CHECK(!std::isnan(max_norm) && max_norm >= 0, "clip_grad_norm_: max_norm: got ", max_norm, ", expected >= 0");
  TORCH_CHECK(!std::isnan(norm_type), "clip_grad_norm_: norm_type: got NaN, expected a number or infinity");
  if (grads.empty()) {
    return at::zeros({});
  }
  const at::NoGradGuard no_grad;
  const at::Tensor norm = grad_norm(grads, norm_type);  // checks the gradients
  check_changeable("clip_grad_norm_", grads);
  if (error_if_nonfinite) {
    check_finite_norm(norm, norm_type);
  }
  scale_to_norm_(grads, max_norm, norm);
  return norm;
}

}  // namespace

void check_finite_norm(const at::Tensor& norm, double norm_type) {
  const double value = norm.item<double>();
  TORCH_CHECK(std::isfinite(value), "norm: got ", value, ", expected a finite value; The total norm of order ",
              norm_type,
              " for gradients from `parameters` is non-finite, so it cannot be clipped. To disable this error and "
              "scale the gradients by the non-finite norm anyway, set errorIfNonfinite to false");
}

at::Tensor clip_grad_norm_(at::TensorList grads, double max_norm, double norm_type, bool error_if_nonfinite) {
  RECORD_FUNCTION("torch4j::clip_grad_norm_", std::vector<c10::IValue>());
  return clip_grad_norm_kernel(grads, max_norm, norm_type, error_if_nonfinite);
}

TORCH_LIBRARY_FRAGMENT(torch4j, m) {
  m.def(
      "clip_grad_norm_(Tensor(a!)[] grads, float max_norm, float norm_type=2.0, bool error_if_nonfinite=False) "
      "-> Tensor");
}

TORCH_LIBRARY_IMPL(torch4j, CompositeExplicitAutograd, m) {
  m.impl("clip_grad_norm_", clip_grad_norm_kernel);
}

// Not differentiable: autograd records nothing.
TORCH_LIBRARY_IMPL(torch4j, Autograd, m) {
  m.impl("clip_grad_norm_", torch::CppFunction::makeFallthrough());
}

}  // namespace torch4j::ops
