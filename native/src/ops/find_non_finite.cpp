#include <ATen/core/grad_mode.h>
#include <ATen/ops/_amp_foreach_non_finite_check_and_unscale.h>
#include <ATen/ops/ones.h>
#include <ATen/record_function.h>
#include <torch/library.h>

#include <algorithm>
#include <vector>

#include "ops/cpu/grads.h"
#include "ops/group_tensors.h"
#include "ops/ops.h"

namespace torch4j::ops {
namespace {

// ATen's operator also unscales the gradients in place, so it gets copies.
void call_aten(at::TensorList grads, const at::Tensor& found_inf) {
  std::vector<at::Tensor> copies;
  for (const at::Tensor& grad : grads) {
    copies.push_back(grad.clone());
  }
  at::_amp_foreach_non_finite_check_and_unscale_(copies, const_cast<at::Tensor&>(found_inf),
                                                 at::ones({1}, found_inf.options()));
}

void find_non_finite_kernel(at::TensorList grads, const at::Tensor& found_inf) {
  check("find_non_finite_", GradFactors{std::nullopt, std::nullopt, found_inf}, grads);
  const at::NoGradGuard no_grad;
  for_each_device_and_dtype(grads, [&](at::TensorList group) {
    if (!std::all_of(group.begin(), group.end(), cpu::supports)) {
      call_aten(group, found_inf);
    } else if (!cpu::all_finite(group)) {
      found_inf.fill_(1);
    }
  });
}

}  // namespace

void find_non_finite_(at::TensorList grads, const at::Tensor& found_inf) {
  RECORD_FUNCTION("torch4j::find_non_finite_", std::vector<c10::IValue>());
  find_non_finite_kernel(grads, found_inf);
}

TORCH_LIBRARY_FRAGMENT(torch4j, m) {
  m.def("find_non_finite_(Tensor[] grads, Tensor(a!) found_inf) -> ()");
}

TORCH_LIBRARY_IMPL(torch4j, CompositeExplicitAutograd, m) {
  m.impl("find_non_finite_", find_non_finite_kernel);
}

// Not differentiable: autograd records nothing.
TORCH_LIBRARY_IMPL(torch4j, Autograd, m) {
  m.impl("find_non_finite_", torch::CppFunction::makeFallthrough());
}

}  // namespace torch4j::ops
