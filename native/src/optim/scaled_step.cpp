#include "optim/scaled_step.h"

#include <ATen/core/grad_mode.h>
#include <ATen/ops/zeros.h>
#include <ATen/ops/zeros_like.h>

#include <unordered_map>
#include <utility>

#include "ops/ops.h"
#include "optim/algorithm.h"
#include "optim/selection.h"

namespace torch4j {
namespace {

void check_factor(const char* name, const std::optional<at::Tensor>& factor) {
  TORCH_CHECK(!factor || (factor->numel() == 1 && factor->scalar_type() == at::kFloat), name, ": got ",
              factor->scalar_type(), " ", factor->sizes(), ", expected one Float");
}

void check_gradients(at::TensorList grads, const char* optimizer, const StepOptions& options) {
  for (const at::Tensor& grad : grads) {
    TORCH_CHECK(at::isFloatingType(grad.scalar_type()), optimizer, ": a gradient: got ", grad.scalar_type(), " ",
                grad.sizes(), ", expected floating-point numbers; others are neither unscaled nor clipped");
    TORCH_CHECK(grad.device() == grads[0].device(), optimizer, ": a gradient: got it on ", grad.device(), ", expected ",
                grads[0].device(), ", as the first one; unscale and clip one device at a time");
  }
  for (const auto& [name, factor] :
       {std::pair{"invScale", &options.inv_scale}, std::pair{"foundInf", &options.found_inf}}) {
    check_factor(name, *factor);
    TORCH_CHECK(!*factor || grads.empty() || (*factor)->device() == grads[0].device(), name, ": got it on ",
                (*factor)->device(), ", expected ", grads[0].device(), ", as the gradients are");
  }
}

// Unscales in place, for kernels that cannot do it as they read.
void unscale_on_device(at::TensorList grads, ops::GradFactors& factors) {
  if (factors.inv_scale) {
    if (!factors.found_inf) {
      factors.found_inf = at::zeros({}, factors.inv_scale->options());
    }
    ops::scale_grads_(grads, factors.inv_scale, std::nullopt, factors.found_inf);
    factors.inv_scale.reset();
  }
}

at::Tensor clip(at::TensorList grads, const StepOptions& options, ops::GradFactors& factors) {
  const at::Tensor norm =
      ops::grad_norm(grads, options.norm_type, factors.inv_scale, factors.inv_scale ? factors.found_inf : std::nullopt);
  if (options.error_if_nonfinite) {
    ops::check_finite_norm(norm, options.norm_type);
  }
  if (!grads.empty()) {
    factors.clip_coef = ops::clip_coefficient(*options.max_norm, norm);
  }
  return norm;
}

// Where Java numbers the algorithms that step by an operator of their own, after those of `algorithm`.
enum OwnOperator { kSgd = 11, kAdam = 12, kAdamW = 13 };

bool own_operator(int64_t id) {
  return id == kSgd || id == kAdam || id == kAdamW;
}

const char* name_of(int64_t id) {
  return id == kSgd ? "SGD" : id == kAdam ? "Adam" : id == kAdamW ? "AdamW" : algorithm(id).name;
}

// By an optimizer that cannot multiply as it reads, nor leave out a step that only the device knows to be wrong.
void step_after(OptimizerState& state, int64_t id, std::span<const double> groups, at::TensorList grads,
                const ops::GradFactors& factors) {
  if (factors.found_inf && factors.found_inf->item<float>() != 0) {
    return;
  }
  if (factors.scale()) {
    ops::scale_grads_(grads, factors.inv_scale, factors.clip_coef, std::nullopt);
  }
  step(state, algorithm(id), groups);
}

// `factors` has no found_inf if the host knows that it is 0.
void step_by(OptimizerState& state, int64_t id, std::span<const double> groups, const OptimizerState::Gradients& grads,
             const ops::GradFactors& factors) {
  switch (id) {
    case kSgd:
      checked_sgd_step(state, sgd_options(groups), factors);
      break;
    case kAdam:
    case kAdamW:
      checked_adam_step(state, adam_options(groups), id == kAdamW, grads, factors);
      break;
    default:
      step_after(state, id, groups, grads, factors);
  }
}

}  // namespace

at::Tensor scaled_step(OptimizerState& state, int64_t algorithm, std::span<const double> groups,
                       const StepOptions& options) {
  const char* optimizer = name_of(algorithm);
  if (own_operator(algorithm)) {
    check_fused(state, optimizer);
  } else {
    check_dense(state, optimizer);
  }
  const OptimizerState::Gradients by_group = state.gradients();
  const at::TensorList grads = by_group;
  check_gradients(grads, optimizer, options);
  const at::NoGradGuard no_grad;
  const bool on_cpu = grads.empty() || grads[0].is_cpu();
  ops::GradFactors factors{options.inv_scale, std::nullopt, options.found_inf, options.keep_gradients};
  if (factors.inv_scale && !factors.found_inf && on_cpu) {
    factors.found_inf = at::zeros({}, at::kFloat);
  }
  if (!on_cpu) {
    unscale_on_device(grads, factors);
  }
  at::Tensor norm;
  if (options.max_norm) {
    norm = clip(grads, options, factors);
  } else if (factors.inv_scale && !grads.empty()) {
    ops::find_non_finite_(grads, *factors.found_inf);
  }
  if (on_cpu) {
    if (ops::found(factors)) {
      factors.found_inf->fill_(1);
      return norm;
    }
    factors.found_inf.reset();
  }
  step_by(state, algorithm, groups, by_group, factors);
  return norm;
}

bool unscale_gradients(OptimizerState& state, const at::Tensor& inv_scale, const at::Tensor& found_inf) {
  check_factor("invScale", inv_scale);
  check_factor("foundInf", found_inf);
  const at::NoGradGuard no_grad;
  const OptimizerState::Gradients grads = state.gradients();
  std::unordered_map<at::Device, std::vector<at::Tensor>> by_device;
  for (const at::Tensor& grad : grads.all) {
    TORCH_CHECK(grad.scalar_type() != at::kHalf, "unscaleGradients: a gradient: got ", grad.scalar_type(), " ",
                grad.sizes(), ", expected a wider dtype; Attempting to unscale FP16 gradients.");
    TORCH_CHECK(at::isFloatingType(grad.scalar_type()), "unscaleGradients: a gradient: got ", grad.scalar_type(), " ",
                grad.sizes(), ", expected floating-point numbers");
    TORCH_CHECK(grad.is_meta() == found_inf.is_meta(), "unscaleGradients: a gradient: got it on ", grad.device(),
                ", expected one on a device like ", found_inf.device(),
                ", as foundInf is; on meta there are no numbers");
    by_device[grad.device()].push_back(grad.is_sparse() ? grad._values() : grad);
  }
  for (const auto& [device, on_device] : by_device) {
    const at::Tensor found = device == found_inf.device() ? found_inf : at::zeros_like(found_inf, at::device(device));
    ops::scale_grads_(on_device, inv_scale.to(device), std::nullopt, found);
    if (!found.is_same(found_inf)) {
      found_inf.add_(found.to(found_inf.device())).clamp_max_(1);
    }
  }
  return !grads.all.empty();
}

}  // namespace torch4j
