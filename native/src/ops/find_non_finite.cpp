#include <ATen/core/grad_mode.h>
#include <ATen/ops/_amp_foreach_non_finite_check_and_unscale.h>
#include <ATen/ops/ones.h>
#include <ATen/record_function.h>
#include <torch/library.h>

#include <algorithm>
#include <vector>

#include "ops/cpu/grads.h"
#include "ops/kinds.h"
#include "ops/ops.h"

namespace torch4j::ops {
namespace {

// ATen's operator looks and multiplies; copies are what it may multiply.
void by_operators(at::TensorList grads, const at::Tensor& found_inf) {
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
  for_each_kind(grads, [&](at::TensorList of_kind) {
    if (!std::all_of(of_kind.begin(), of_kind.end(), cpu::takes)) {
      by_operators(of_kind, found_inf);
    } else if (!cpu::all_finite(of_kind)) {
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

// Nothing of it is recorded, whatever the grad mode.
TORCH_LIBRARY_IMPL(torch4j, Autograd, m) {
  m.impl("find_non_finite_", torch::CppFunction::makeFallthrough());
}

}  // namespace torch4j::ops
