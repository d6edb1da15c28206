#include "optim/scaled_step.h"

#include <ATen/core/grad_mode.h>
#include <ATen/ops/zeros.h>
#include <ATen/ops/zeros_like.h>

#include <algorithm>
#include <unordered_map>
#include <utility>
#include <vector>

#include "ops/gradient_checks.h"
#include "ops/ops.h"
#include "optim/adam.h"
#include "optim/grouped_tensors.h"
#include "optim/sgd.h"
#include "optim/update_rule.h"

namespace torch4j {
namespace {

void check_factor(const char* name, const std::optional<at::Tensor>& factor) {
  TORCH_CHECK(!factor || (factor->numel() == 1 && factor->scalar_type() == at::kFloat), name, ": got ",
              factor->scalar_type(), " ", factor->sizes(), ", expected one Float");
}

bool any_sparse(at::TensorList grads) {
  return std::any_of(grads.begin(), grads.end(), [](const at::Tensor& grad) { return grad.is_sparse(); });
}

bool any_complex(at::TensorList grads) {
  return std::any_of(grads.begin(), grads.end(), [](const at::Tensor& grad) { return grad.is_complex(); });
}

void check_gradients(at::TensorList grads, const char* optimizer, const StepOptions& options) {
  for (const at::Tensor& grad : grads) {
    TORCH_CHECK(at::isFloatingType(grad.scalar_type()) || (grad.is_complex() && !options.inv_scale), optimizer,
                ": a gradient: got ", grad.scalar_type(), " ", grad.sizes(), ", expected floating-point numbers");
    TORCH_CHECK(grad.device() == grads[0].device(), optimizer, ": a gradient: got a tensor on ", grad.device(),
                ", expected one on ", grads[0].device(), ", as the first one; unscale and clip one device at a time");
  }
  if (options.max_norm) {
    ops::check_have_norm("grad_norm", grads);
  }
  for (const auto& [name, factor] :
       {std::pair{"invScale", &options.inv_scale}, std::pair{"foundInf", &options.found_inf}}) {
    check_factor(name, *factor);
    TORCH_CHECK(!*factor || grads.empty() || (*factor)->device() == grads[0].device(), name, ": got a tensor on ",
                (*factor)->device(), ", expected one on ", grads[0].device(), ", as the gradients are");
  }
}

// Unscales in place, for kernels on a device, which do not multiply by the factors.
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

// The ids (torch4j.optim.UpdateRule) of the optimizers with an operator torch4j::<name>_step_; they follow those of
// `update_rule`.
enum StepOperator { kSgd = 11, kAdam = 12, kAdamW = 13 };

bool has_step_operator(int64_t id) {
  return id == kSgd || id == kAdam || id == kAdamW;
}

const char* optimizer_name(int64_t id) {
  switch (id) {
    case kNotNative:
      return "step";
    case kSgd:
      return "SGD";
    case kAdam:
      return "Adam";
    case kAdamW:
      return "AdamW";
    default:
      return update_rule(id).name;
  }
}

void check_step(const OptimizerState& state, int64_t id, std::span<const double> groups) {
  if (id == kSgd) {
    check_sgd(state, sgd_options(groups));
  } else if (has_step_operator(id)) {
    check_fused(state, optimizer_name(id));
  } else if (id != kNotNative) {
    check(state, update_rule(id), groups);
  }
}

// `factors` has no found_inf if it is known to be 0.
void perform_step(OptimizerState& state, int64_t id, std::span<const double> groups,
                  const OptimizerState::Gradients& grads, const ops::GradFactors& factors) {
  switch (id) {
    case kSgd:
      checked_sgd_step(state, sgd_options(groups), factors);
      break;
    case kAdam:
    case kAdamW:
      checked_adam_step(state, adam_options(groups), id == kAdamW, grads, factors);
      break;
    default:
      checked_step(state, update_rule(id), groups);
  }
}

// Computes found_inf and the total norm, and from them the factors to multiply the gradients by. On the CPU the
// gradients are not changed; on a device they are unscaled in place.
at::Tensor compute_factors(at::TensorList grads, const StepOptions& options, ops::GradFactors& factors) {
  const bool on_cpu = grads.empty() || grads[0].is_cpu();
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
  return norm;
}

// Whether found_inf is not 0; if it is 0, resets factors.found_inf. Synchronizes with the device.
bool read_found_inf(ops::GradFactors& factors) {
  if (factors.found_inf && factors.found_inf->item<float>() != 0) {
    factors.found_inf->fill_(1);
    return true;
  }
  factors.found_inf.reset();
  return false;
}

void scale_in_place(at::TensorList grads, ops::GradFactors& factors) {
  if (factors.scale()) {
    ops::scale_grads_(grads, factors.inv_scale, factors.clip_coef, std::nullopt);
    factors.inv_scale.reset();
    factors.clip_coef.reset();
  }
}

}  // namespace

at::Tensor scaled_step(OptimizerState& state, int64_t rule, std::span<const double> groups,
                       const StepOptions& options) {
  check_step(state, rule, groups);
  const OptimizerState::Gradients by_group = state.gradients();
  check_gradients(by_group, optimizer_name(rule), options);
  const at::NoGradGuard no_grad;
  // The operators of SGD and Adam multiply by the factors while they read the gradients, and check found_inf on the
  // device.
  const bool scales_in_step = has_step_operator(rule) && !any_complex(by_group), sparse = any_sparse(by_group);
  const std::vector<at::Tensor> values = sparse ? ops::dense_parts(by_group) : std::vector<at::Tensor>();
  const at::TensorList grads = sparse ? at::TensorList(values) : at::TensorList(by_group.all);
  ops::GradFactors factors{options.inv_scale, std::nullopt, options.found_inf, options.keep_gradients};
  const at::Tensor norm = compute_factors(grads, options, factors);
  const bool synchronizes = !scales_in_step || sparse || grads.empty() || grads[0].is_cpu();
  if (synchronizes && read_found_inf(factors)) {
    return norm;
  }
  if (!scales_in_step) {
    scale_in_place(grads, factors);
  }
  perform_step(state, rule, groups, by_group, factors);
  return norm;
}

ScaledGradients scale_gradients(OptimizerState& state, int64_t rule, std::span<const double> groups,
                                const StepOptions& options) {
  check_step(state, rule, groups);
  const OptimizerState::Gradients all = state.gradients();
  check_gradients(all, optimizer_name(rule), options);
  const at::NoGradGuard no_grad;
  const std::vector<at::Tensor> grads = ops::dense_parts(all);
  ops::GradFactors factors{options.inv_scale, std::nullopt, options.found_inf, true};
  const at::Tensor norm = compute_factors(grads, options, factors);
  if (read_found_inf(factors)) {
    return {false, norm};
  }
  scale_in_place(grads, factors);
  return {true, norm};
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
    TORCH_CHECK(grad.is_meta() == found_inf.is_meta(), "unscaleGradients: a gradient: got a tensor on ", grad.device(),
                ", expected one on a device like ", found_inf.device(), ", as foundInf is; meta tensors have no data");
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
