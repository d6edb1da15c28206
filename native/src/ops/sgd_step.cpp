#include <ATen/core/grad_mode.h>
#include <ATen/ops/_fused_sgd.h>
#include <ATen/record_function.h>
#include <torch/library.h>

#include <algorithm>

#include "ops/cpu/chunked_tensors.h"
#include "ops/cpu/sgd.h"
#include "ops/fused_lists.h"
#include "ops/grad_factors.h"
#include "ops/ops.h"

namespace torch4j::ops {
namespace {

void check(at::TensorList params, at::TensorList grads, at::TensorList momentum_buffers, double momentum) {
  const size_t n = params.size();
  TORCH_CHECK(grads.size() == n && momentum_buffers.size() == (momentum != 0 ? n : 0), "sgd_step_: got ", n,
              " params, ", grads.size(), " grads, ", momentum_buffers.size(),
              " momentum_buffers, expected lists of one length (momentum_buffers only with momentum)");
}

void call_aten(const FusedLists& lists, at::TensorList grads, const cpu::SgdHyperparameters& n,
               const std::optional<at::Tensor>& found_inf) {
  at::_fused_sgd_(lists[0], grads, lists[2], n.weight_decay, n.momentum, n.lr, n.dampening, n.nesterov, n.maximize,
                  n.first_step, std::nullopt, found_inf);
}

// The gradients of half precision parameters have been scaled before they were upcast.
void step(const FusedLists& lists, cpu::SgdHyperparameters options, const GradFactors& factors) {
  if (cpu::kernels_support(lists[0]) && kernels_can_scale(lists[1], factors)) {
    options.scaling = scaling(factors);
    options.keep_grads = factors.keep_grads;
    cpu::sgd_step(lists[0], lists[1], lists[2], options);
    return;
  }
  const ScaledGrads scaled(lists[1], factors);
  if (cpu::kernels_support(lists[0])) {
    cpu::sgd_step(lists[0], scaled, lists[2], options);
  } else {
    call_aten(lists, scaled, options, lists[0][0].is_cpu() ? std::nullopt : factors.found_inf);
  }
}

void sgd_step_kernel(at::TensorList params, at::TensorList grads, at::TensorList momentum_buffers, double lr,
                     double momentum, double dampening, double weight_decay, bool nesterov, bool maximize,
                     bool first_step, const std::optional<at::Tensor>& inv_scale,
                     const std::optional<at::Tensor>& clip_coef, const std::optional<at::Tensor>& found_inf,
                     bool keep_grads) {
  check(params, grads, momentum_buffers, momentum);
  GradFactors factors{inv_scale, clip_coef, found_inf, keep_grads};
  check("sgd_step_", factors, grads);
  if (params.empty() || has_found_inf(factors)) {
    return;
  }
  const at::NoGradGuard no_grad;
  const bool half = std::any_of(params.begin(), params.end(), [](const at::Tensor& param) {
    return param.is_cpu() && at::isReducedFloatingType(param.scalar_type());
  });
  const std::vector<FusedLists::List> unscaled = {
      {"params", params, true}, {"grads", grads, keep_grads && !half}, {"momentum_buffers", momentum_buffers, true}};
  if (half) {
    FusedLists::check_all("sgd_step_", unscaled);
  }
  // Scaled in half precision: multiplying the float32 copies would round differently.
  const ScaledGrads scaled(grads, half ? factors : GradFactors{});
  if (half) {
    factors = {};
  }
  // Upcast: for half precision, the CPU kernel of 2.13 updates only the elements after the last whole vector (pytorch
  // #191763).
  const FusedLists lists("sgd_step_", {unscaled[0], {"grads", scaled, unscaled[1].is_written}, unscaled[2]},
                         /*upcast=*/true);
  step(lists, {lr, momentum, dampening, weight_decay, nesterov, maximize, first_step}, factors);
  lists.write_back();
}

}  // namespace

void sgd_step_(at::TensorList params, at::TensorList grads, at::TensorList momentum_buffers, double lr, double momentum,
               double dampening, double weight_decay, bool nesterov, bool maximize, bool first_step,
               const GradFactors& factors) {
  RECORD_FUNCTION("torch4j::sgd_step_", std::vector<c10::IValue>());
  sgd_step_kernel(params, grads, momentum_buffers, lr, momentum, dampening, weight_decay, nesterov, maximize,
                  first_step, factors.inv_scale, factors.clip_coef, factors.found_inf, factors.keep_grads);
}

TORCH_LIBRARY_FRAGMENT(torch4j, m) {
  m.def(
      "sgd_step_(Tensor(a!)[] params, Tensor(c!)[] grads, Tensor(b!)[] momentum_buffers, float lr, float momentum, "
      "float dampening, float weight_decay, bool nesterov, bool maximize, bool first_step, "
      "Tensor? inv_scale=None, Tensor? clip_coef=None, Tensor? found_inf=None, bool keep_grads=False) -> ()");
}

TORCH_LIBRARY_IMPL(torch4j, CompositeExplicitAutograd, m) {
  m.impl("sgd_step_", sgd_step_kernel);
}

// Not differentiable: autograd records nothing.
TORCH_LIBRARY_IMPL(torch4j, Autograd, m) {
  m.impl("sgd_step_", torch::CppFunction::makeFallthrough());
}

}  // namespace torch4j::ops
