#include <ATen/MemoryOverlap.h>
#include <ATen/TensorOperators.h>
#include <ATen/core/grad_mode.h>
#include <ATen/ops/_foreach_norm.h>
#include <ATen/ops/cat.h>
#include <ATen/ops/empty.h>
#include <ATen/ops/empty_strided.h>
#include <ATen/ops/linalg_vector_norm.h>
#include <ATen/ops/stack.h>
#include <ATen/ops/zeros.h>
#include <ATen/record_function.h>
#include <torch/library.h>

#include <cmath>
#include <utility>
#include <vector>

#include "ops/cpu/grads.h"
#include "ops/grad_factors.h"
#include "ops/gradient_checks.h"
#include "ops/group_tensors.h"
#include "ops/ops.h"

namespace torch4j::ops {
namespace {

// A copy with the same strides, including gaps, which determine the order of a sum.
at::Tensor copy(const at::Tensor& grad) {
  if (grad.layout() != at::kStrided || at::has_internal_overlap(grad) == at::MemOverlap::Yes) {
    return grad.clone();
  }
  return at::empty_strided(grad.sizes(), grad.strides(), grad.options()).copy_(grad);
}

// The norms by ATen's operators, of copies if the gradients must be unscaled.
at::Tensor norms_by_aten(at::TensorList grads, double norm_type, const GradFactors& factors) {
  std::vector<at::Tensor> copies;
  if (factors.inv_scale) {
    for (const at::Tensor& grad : grads) {
      copies.push_back(copy(grad));
    }
    scale_grads_(copies, factors.inv_scale, std::nullopt, std::nullopt);
  }
  return at::stack(at::_foreach_norm(copies.empty() ? grads : at::TensorList(copies), norm_type));
}

// The norms of gradients of one device and dtype, in their order.
at::Tensor norms(at::TensorList grads, double norm_type, const GradFactors& factors) {
  const at::Tensor result = at::empty({static_cast<int64_t>(grads.size())}, grads[0].options());
  auto* data = result.is_cpu() ? static_cast<char*>(result.mutable_data_ptr()) : nullptr;
  std::vector<cpu::Norm> kernel_norms;
  kernel_norms.reserve(grads.size());
  std::vector<size_t> aten_indices;
  for (size_t i = 0; i < grads.size(); ++i) {
    if (cpu::supports_norm(grads[i], norm_type)) {
      kernel_norms.push_back({grads[i].const_data_ptr(), grads[i].numel(), data + i * result.element_size()});
    } else {
      aten_indices.push_back(i);
    }
  }
  if (kernel_norms.empty()) {
    return norms_by_aten(grads, norm_type, factors);
  }
  cpu::norms(std::move(kernel_norms), result.scalar_type(), norm_type, scaling(factors).inv_scale);
  for (const size_t i : aten_indices) {
    result[static_cast<int64_t>(i)].copy_(norms_by_aten(grads[i], norm_type, factors)[0]);
  }
  return result;
}

// A finite norm implies finite gradients; the norm of finite gradients may be infinite, because their squares overflow.
void set_found_inf(at::TensorList grads, const at::Tensor& norm, double norm_type, const GradFactors& factors) {
  const bool is_finite = norm.is_cpu() && norm_type > 0 && std::isfinite(norm.item<double>());
  if (factors.found_inf && !is_finite) {
    find_non_finite_(grads, *factors.found_inf);
  }
}

at::Tensor grad_norm_kernel(at::TensorList grads, double norm_type, const std::optional<at::Tensor>& inv_scale,
                            const std::optional<at::Tensor>& found_inf) {
  TORCH_CHECK(!std::isnan(norm_type), "grad_norm: norm_type: got NaN, expected a number or infinity");
  if (grads.empty()) {
    return at::zeros({});
  }
  check_have_norm("grad_norm", grads);
  const GradFactors factors{inv_scale, std::nullopt, found_inf};
  check("grad_norm", factors, grads);
  const at::NoGradGuard no_grad;
  std::vector<at::Tensor> all;
  for_each_device_and_dtype(
      grads, [&](at::TensorList group) { all.push_back(norms(group, norm_type, factors).to(grads[0].device())); });
  const at::Tensor norm = at::linalg_vector_norm(all.size() == 1 ? all[0] : at::cat(all), norm_type);
  set_found_inf(grads, norm, norm_type, factors);
  return norm;
}

}  // namespace

at::Tensor grad_norm(at::TensorList grads, double norm_type, const std::optional<at::Tensor>& inv_scale,
                     const std::optional<at::Tensor>& found_inf) {
  RECORD_FUNCTION("torch4j::grad_norm", std::vector<c10::IValue>());
  return grad_norm_kernel(grads, norm_type, inv_scale, found_inf);
}

TORCH_LIBRARY_FRAGMENT(torch4j, m) {
  m.def("grad_norm(Tensor[] grads, float norm_type=2.0, Tensor? inv_scale=None, Tensor(a!)? found_inf=None) -> Tensor");
}

TORCH_LIBRARY_IMPL(torch4j, CompositeExplicitAutograd, m) {
  m.impl("grad_norm", grad_norm_kernel);
}

// Not differentiable: autograd records nothing.
TORCH_LIBRARY_IMPL(torch4j, Autograd, m) {
  m.impl("grad_norm", torch::CppFunction::makeFallthrough());
}

}  // namespace torch4j::ops
