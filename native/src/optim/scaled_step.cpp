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
#include "optim/algorithm.h"
#include "optim/selection.h"
#include "optim/sgd.h"

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
                ": a gradient: got ", grad.scalar_type(), " ", grad.sizes(),
                ", expected floating-point numbers; others are not unscaled");
    TORCH_CHECK(grad.device() == grads[0].device(), optimizer, ": a gradient: got it on ", grad.device(), ", expected ",
                grads[0].device(), ", as the first one; unscale and clip one device at a time");
  }
  if (options.max_norm) {
    ops::check_have_norm("grad_norm", grads);
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
      return algorithm(id).name;
  }
}

void check_step(const OptimizerState& state, int64_t id, std::span<const double> groups) {
  if (id == kSgd) {
    check_sgd(state, sgd_options(groups));
  } else if (own_operator(id)) {
    check_fused(state, name_of(id));
  } else if (id != kNotNative) {
    check(state, algorithm(id), groups);
  }
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
      checked_step(state, algorithm(id), groups);
  }
}

// Looks for infinities and for the norm, and says what to multiply the gradients by. On the CPU nothing has been
// changed then, and found_inf is left out if there are none; on a device they are unscaled already.
at::Tensor find_factors(at::TensorList grads, const StepOptions& options, ops::GradFactors& factors) {
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

// Whether there is an infinity; if not, factors.found_inf is left out. Waits for the device.
bool found(ops::GradFactors& factors) {
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

at::Tensor scaled_step(OptimizerState& state, int64_t algorithm, std::span<const double> groups,
                       const StepOptions& options) {
  check_step(state, algorithm, groups);
  const OptimizerState::Gradients by_group = state.gradients();
  check_gradients(by_group, name_of(algorithm), options);
  const at::NoGradGuard no_grad;
  // Only some steps can multiply as they read, and leave out a step that only the device knows to be wrong.
  const bool as_read = own_operator(algorithm) && !any_complex(by_group), sparse = any_sparse(by_group);
  const std::vector<at::Tensor> parts = sparse ? ops::dense_parts(by_group) : std::vector<at::Tensor>();
  const at::TensorList grads = sparse ? at::TensorList(parts) : at::TensorList(by_group.all);
  ops::GradFactors factors{options.inv_scale, std::nullopt, options.found_inf, options.keep_gradients};
  const at::Tensor norm = find_factors(grads, options, factors);
  const bool waits = !as_read || sparse || grads.empty() || grads[0].is_cpu();
  if (waits && found(factors)) {
    return norm;
  }
  if (!as_read) {
    scale_in_place(grads, factors);
  }
  step_by(state, algorithm, groups, by_group, factors);
  return norm;
}

ScaledGradients scale_gradients(OptimizerState& state, int64_t algorithm, std::span<const double> groups,
                                const StepOptions& options) {
  check_step(state, algorithm, groups);
  const OptimizerState::Gradients all = state.gradients();
  check_gradients(all, name_of(algorithm), options);
  const at::NoGradGuard no_grad;
  const std::vector<at::Tensor> grads = ops::dense_parts(all);
  ops::GradFactors factors{options.inv_scale, std::nullopt, options.found_inf, true};
  const at::Tensor norm = find_factors(grads, options, factors);
  if (found(factors)) {
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
