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
#include "ops/kinds.h"
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
    // Of no dimensions, or it would decide the product's dtype.
    at::_foreach_mul_(grads, factors.clip_coef->reshape(at::IntArrayRef()));
  }
}

void by_operators(at::TensorList grads, const GradFactors& factors) {
  if (grads.empty()) {
    return;
  }
  with_materialized(grads, [&](at::TensorList changeable) { multiply(changeable, factors); });
}

void by_kernel(at::TensorList grads, const GradFactors& factors) {
  if (grads.empty()) {
    return;  // and do not read the factors, which may be on a device
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
  for_each_kind(grads, [&](at::TensorList of_kind) { scale_kind_(of_kind, factors); });
}

}  // namespace

void scale_kind_(at::TensorList grads, const GradFactors& factors) {
  const auto by_ours = [&](const at::Tensor& grad) { return cpu::takes(grad) && multiplied_as_read(grad, factors); };
  if (std::all_of(grads.begin(), grads.end(), by_ours)) {
    by_kernel(grads, factors);
    return;
  }
  std::vector<at::Tensor> ours, others;
  for (const at::Tensor& grad : grads) {
    (by_ours(grad) ? ours : others).push_back(grad);
  }
  by_operators(others, factors);
  by_kernel(ours, factors);
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

// Nothing of it is recorded, whatever the grad mode.
TORCH_LIBRARY_IMPL(torch4j, Autograd, m) {
  m.impl("scale_grads_", torch::CppFunction::makeFallthrough());
}

}  // namespace torch4j::ops
