#include <ATen/TensorOperators.h>
#include <ATen/core/grad_mode.h>
#include <ATen/ops/_amp_foreach_non_finite_check_and_unscale.h>
#include <ATen/ops/_foreach_mul.h>
#include <ATen/ops/zeros.h>
#include <ATen/record_function.h>
#include <torch/library.h>

#include <vector>

#include "ops/cpu/grads.h"
#include "ops/grad_factors.h"
#include "ops/group_tensors.h"
#include "ops/materialized.h"
#include "ops/ops.h"

namespace torch4j::ops {
namespace {

void multiply(at::TensorList grads, const GradFactors& factors) {
  if (factors.inv_scale) {
    const at::Tensor found = factors.found_inf.value_or(at::zeros({1}, factors.inv_scale->options()));
    at::_amp_foreach_non_finite_check_and_unscale_(grads, const_cast<at::Tensor&>(found), *factors.inv_scale);
  }
  if (factors.clip_coef) {
    // 0-dimensional, so that it does not take part in type promotion.
    at::_foreach_mul_(grads, factors.clip_coef->reshape(at::IntArrayRef()));
  }
}

void call_aten(at::TensorList grads, const GradFactors& factors) {
  if (grads.empty()) {
    return;
  }
  with_materialized(grads, [&](at::TensorList changeable) { multiply(changeable, factors); });
}

void call_kernel(at::TensorList grads, const GradFactors& factors) {
  if (grads.empty()) {
    return;  // without reading the factors, which may be on a device
  }
  if (factors.found_inf && factors.inv_scale && !cpu::all_finite(grads)) {
    factors.found_inf->fill_(1);
  }
  const cpu::GradScaling scaling = ops::scaling(factors);
  if (!scaling.is_one()) {
    cpu::scale(grads, grads, scaling);
  }
}

void scale_grads_kernel(at::TensorList grads, const std::optional<at::Tensor>& inv_scale,
                        const std::optional<at::Tensor>& clip_coef, const std::optional<at::Tensor>& found_inf) {
  const GradFactors factors{inv_scale, clip_coef, found_inf};
  check("scale_grads_", factors, grads);
  for (const at::Tensor& grad : grads) {
    TORCH_CHECK(at::isFloatingType(grad.scalar_type()) || (!inv_scale && at::isComplexType(grad.scalar_type())),
                "scale_grads_: grads: got ", grad.scalar_type(), ", expected floating-point numbers");
  }
  const at::NoGradGuard no_grad;
  for_each_device_and_dtype(grads, [&](at::TensorList group) { scale_grouped_grads_(group, factors); });
}

}  // namespace

void scale_grouped_grads_(at::TensorList grads, const GradFactors& factors) {
  const auto kernel_supports = [&](const at::Tensor& grad) {
    return cpu::supports(grad) && kernels_can_scale(grad, factors);
  };
  if (std::all_of(grads.begin(), grads.end(), kernel_supports)) {
    call_kernel(grads, factors);
    return;
  }
  std::vector<at::Tensor> for_kernel, for_aten;
  for (const at::Tensor& grad : grads) {
    (kernel_supports(grad) ? for_kernel : for_aten).push_back(grad);
  }
  call_aten(for_aten, factors);
  call_kernel(for_kernel, factors);
}

void scale_grads_(at::TensorList grads, const std::optional<at::Tensor>& inv_scale,
                  const std::optional<at::Tensor>& clip_coef, const std::optional<at::Tensor>& found_inf) {
  RECORD_FUNCTION("torch4j::scale_grads_", std::vector<c10::IValue>());
  scale_grads_kernel(grads, inv_scale, clip_coef, found_inf);
}

TORCH_LIBRARY_FRAGMENT(torch4j, m) {
  m.def(
      "scale_grads_(Tensor(a!)[] grads, Tensor? inv_scale=None, Tensor? clip_coef=None, Tensor(b!)? found_inf=None) "
      "-> ()");
}

TORCH_LIBRARY_IMPL(torch4j, CompositeExplicitAutograd, m) {
  m.impl("scale_grads_", scale_grads_kernel);
}

// Not differentiable: autograd records nothing.
TORCH_LIBRARY_IMPL(torch4j, Autograd, m) {
  m.impl("scale_grads_", torch::CppFunction::makeFallthrough());
}

}  // namespace torch4j::ops
