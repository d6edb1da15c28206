#include <ATen/TensorOperators.h>
#include <ATen/core/grad_mode.h>
#include <ATen/record_function.h>
#include <torch/library.h>

#include <cmath>

#include "ops/gradient_checks.h"
#include "ops/group_tensors.h"
#include "ops/ops.h"

namespace torch4j::ops {
namespace {

void clip_grads_with_norm_kernel(at::TensorList grads, double max_norm, const at::Tensor& total_norm) {
  TORCH_CHECK(!std::isnan(max_norm) && max_norm >= 0, "clip_grads_with_norm_: max_norm: got ", max_norm,
              ", expected >= 0");
  TORCH_CHECK(total_norm.numel() == 1 && at::isFloatingType(total_norm.scalar_type()),
              "clip_grads_with_norm_: total_norm: got ", total_norm.scalar_type(), " ", total_norm.sizes(),
              ", expected one floating-point number");
  if (grads.empty()) {
    return;
  }
  check_scalable("clip_grads_with_norm_", grads);
  check_changeable("clip_grads_with_norm_", grads);
  scale_to_norm_(dense_parts(grads), max_norm, total_norm);
}

}  // namespace

void scale_to_norm_(at::TensorList grads, double max_norm, const at::Tensor& total_norm) {
  const at::NoGradGuard no_grad;
  const at::Tensor coefficient = clip_coefficient(max_norm, total_norm);
  for_each_device_and_dtype(grads, [&](at::TensorList group) {
    scale_grouped_grads_(group, {std::nullopt, coefficient.to(group[0].device())});
  });
}

at::Tensor clip_coefficient(double max_norm, const at::Tensor& total_norm) {
  // Clamped instead of compared with 1, to avoid host synchronization. Python's number / tensor is this product with
  // the reciprocal.
  return ((total_norm + 1e-6).reciprocal() * max_norm).clamp_max(1.0);
}

void clip_grads_with_norm_(at::TensorList grads, double max_norm, const at::Tensor& total_norm) {
  RECORD_FUNCTION("torch4j::clip_grads_with_norm_", std::vector<c10::IValue>());
  clip_grads_with_norm_kernel(grads, max_norm, total_norm);
}

TORCH_LIBRARY_FRAGMENT(torch4j, m) {
  m.def("clip_grads_with_norm_(Tensor(a!)[] grads, float max_norm, Tensor total_norm) -> ()");
}

TORCH_LIBRARY_IMPL(torch4j, CompositeExplicitAutograd, m) {
  m.impl("clip_grads_with_norm_", clip_grads_with_norm_kernel);
}

// Not differentiable: autograd records nothing.
TORCH_LIBRARY_IMPL(torch4j, Autograd, m) {
  m.impl("clip_grads_with_norm_", torch::CppFunction::makeFallthrough());
}

}  // namespace torch4j::ops
