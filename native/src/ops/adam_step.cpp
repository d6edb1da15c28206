#include <ATen/core/grad_mode.h>
#include <ATen/ops/_foreach_add.h>
#include <ATen/ops/_foreach_sub.h>
#include <ATen/ops/_fused_adam.h>
#include <ATen/ops/_fused_adamw.h>
#include <ATen/record_function.h>
#include <torch/library.h>

#include <algorithm>

#include "ops/cpu/adam.h"
#include "ops/cpu/chunked_tensors.h"
#include "ops/cpu/data.h"
#include "ops/fused_lists.h"
#include "ops/grad_factors.h"
#include "ops/ops.h"

namespace torch4j::ops {
namespace {

void check(at::TensorList params, at::TensorList grads, at::TensorList exp_avgs, at::TensorList exp_avg_sqs,
           at::TensorList max_exp_avg_sqs, at::TensorList steps, bool amsgrad) {
  const size_t n = params.size();
  TORCH_CHECK(grads.size() == n && exp_avgs.size() == n && exp_avg_sqs.size() == n && steps.size() == n &&
                  max_exp_avg_sqs.size() == (amsgrad ? n : 0),
              "adam_step_: got ", n, " params, ", grads.size(), " grads, ", exp_avgs.size(), " exp_avgs, ",
              exp_avg_sqs.size(), " exp_avg_sqs, ", max_exp_avg_sqs.size(), " max_exp_avg_sqs, ", steps.size(),
              " steps, expected lists of one length (max_exp_avg_sqs only with amsgrad)");
  for (size_t i = 0; i < n; ++i) {
    TORCH_CHECK(steps[i].numel() == 1, "adam_step_: steps[", i, "]: got ", steps[i].sizes(), ", expected one element");
  }
}

// Without an operator call per tensor, which would take longer than the step of a small parameter.
void increment(at::TensorList steps) {
  const bool on_cpu_float = std::all_of(steps.begin(), steps.end(), [](const at::Tensor& step) {
    return step.is_cpu() && step.scalar_type() == at::kFloat;
  });
  if (!on_cpu_float) {
    at::_foreach_add_(steps, 1);
    return;
  }
  for (const at::Tensor& step : steps) {
    *cpu::mutable_data<float>(step) += 1;
  }
}

// ATen's fused kernel, which on a device checks found_inf itself.
void call_aten(const FusedLists& lists, at::TensorList grads, at::TensorList steps, const cpu::AdamHyperparameters& n,
               const std::optional<at::Tensor>& found_inf) {
  const auto aten = [&](auto&& fused) {
    fused(lists[0], grads, lists[2], lists[3], lists[4], steps, n.lr, n.beta1, n.beta2, n.weight_decay, n.eps,
          n.amsgrad, n.maximize, std::nullopt, found_inf);
  };
  if (n.decoupled_weight_decay) {
    aten([](auto&&... arguments) { at::_fused_adamw_(arguments...); });
  } else {
    aten([](auto&&... arguments) { at::_fused_adam_(arguments...); });
  }
  if (found_inf) {
    at::_foreach_sub_(steps, std::vector<at::Tensor>(steps.size(), found_inf->reshape(at::IntArrayRef())));
  }
}

void step(const FusedLists& lists, at::TensorList steps, cpu::AdamHyperparameters options, const GradFactors& factors) {
  increment(steps);
  if (cpu::kernels_support(lists[0]) && kernels_can_scale(lists[1], factors)) {
    options.scaling = scaling(factors);
    options.keep_grads = factors.keep_grads;
    cpu::adam_step(lists[0], lists[1], lists[2], lists[3], lists[4], steps, options);
    return;
  }
  const ScaledGrads scaled(lists[1], factors);
  if (cpu::kernels_support(lists[0])) {
    cpu::adam_step(lists[0], scaled, lists[2], lists[3], lists[4], steps, options);
  } else {
    call_aten(lists, scaled, steps, options, lists[0][0].is_cpu() ? std::nullopt : factors.found_inf);
  }
}

void adam_step_kernel(at::TensorList params, at::TensorList grads, at::TensorList exp_avgs, at::TensorList exp_avg_sqs,
                      at::TensorList max_exp_avg_sqs, at::TensorList steps, double lr, double beta1, double beta2,
                      double weight_decay, double eps, bool amsgrad, bool maximize, bool decoupled_weight_decay,
                      const std::optional<at::Tensor>& inv_scale, const std::optional<at::Tensor>& clip_coef,
                      const std::optional<at::Tensor>& found_inf, bool keep_grads) {
  check(params, grads, exp_avgs, exp_avg_sqs, max_exp_avg_sqs, steps, amsgrad);
  const GradFactors factors{inv_scale, clip_coef, found_inf, keep_grads};
  check("adam_step_", factors, grads);
  if (params.empty()) {
    return;
  }
  const at::NoGradGuard no_grad;
  const FusedLists lists("adam_step_",
                         {{"params", params, true},
                          {"grads", grads, keep_grads},
                          {"exp_avgs", exp_avgs, true},
                          {"exp_avg_sqs", exp_avg_sqs, true},
                          {"max_exp_avg_sqs", max_exp_avg_sqs, true}},
                         /*upcast=*/false);
  if (!has_found_inf(factors)) {
    step(lists, steps, {lr, beta1, beta2, weight_decay, eps, amsgrad, maximize, decoupled_weight_decay}, factors);
    lists.write_back();
  }
}

}  // namespace

void adam_step_(at::TensorList params, at::TensorList grads, at::TensorList exp_avgs, at::TensorList exp_avg_sqs,
                at::TensorList max_exp_avg_sqs, at::TensorList steps, double lr, double beta1, double beta2,
                double weight_decay, double eps, bool amsgrad, bool maximize, bool decoupled_weight_decay,
                const GradFactors& factors) {
  RECORD_FUNCTION("torch4j::adam_step_", std::vector<c10::IValue>());
  adam_step_kernel(params, grads, exp_avgs, exp_avg_sqs, max_exp_avg_sqs, steps, lr, beta1, beta2, weight_decay, eps,
                   amsgrad, maximize, decoupled_weight_decay, factors.inv_scale, factors.clip_coef, factors.found_inf,
                   factors.keep_grads);
}

TORCH_LIBRARY_FRAGMENT(torch4j, m) {
  m.def(
      "adam_step_(Tensor(a!)[] params, Tensor(f!)[] grads, Tensor(b!)[] exp_avgs, Tensor(c!)[] exp_avg_sqs, "
      "Tensor(d!)[] max_exp_avg_sqs, Tensor(e!)[] steps, float lr, float beta1, float beta2, float weight_decay, "
      "float eps, bool amsgrad, bool maximize, bool decoupled_weight_decay, Tensor? inv_scale=None, "
      "Tensor? clip_coef=None, Tensor? found_inf=None, bool keep_grads=False) -> ()");
}

TORCH_LIBRARY_IMPL(torch4j, CompositeExplicitAutograd, m) {
  m.impl("adam_step_", adam_step_kernel);
}

// Not differentiable: autograd records nothing.
TORCH_LIBRARY_IMPL(torch4j, Autograd, m) {
  m.impl("adam_step_", torch::CppFunction::makeFallthrough());
}

}  // namespace torch4j::ops
