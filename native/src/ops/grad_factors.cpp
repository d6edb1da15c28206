#include "ops/grad_factors.h"

#include <algorithm>

#include "ops/ops.h"

namespace torch4j::ops {
namespace {

void check(const char* op, const char* name, const std::optional<at::Tensor>& factor, const at::Tensor& grad) {
  if (!factor) {
    return;
  }
  TORCH_CHECK(factor->numel() == 1 && at::isFloatingType(factor->scalar_type()), op, ": ", name, ": got ",
              factor->scalar_type(), " ", factor->sizes(), ", expected one floating-point number");
  TORCH_CHECK(factor->device() == grad.device(), op, ": ", name, ": got a tensor on ", factor->device(),
              ", expected one on ", grad.device(), ", as the gradients are");
}

double number(const std::optional<at::Tensor>& factor) {
  return factor ? factor->item<double>() : 1;
}

}  // namespace

void check(const char* op, const GradFactors& factors, at::TensorList grads) {
  if (!factors.inv_scale && !factors.clip_coef && !factors.found_inf) {
    return;
  }
  for (size_t i = 0; i < grads.size(); ++i) {
    // The first gradient, and those on another device.
    if (i == 0 || grads[i].device() != grads[0].device()) {
      check(op, "inv_scale", factors.inv_scale, grads[i]);
      check(op, "clip_coef", factors.clip_coef, grads[i]);
      check(op, "found_inf", factors.found_inf, grads[i]);
    }
  }
}

cpu::GradScaling scaling(const GradFactors& factors) {
  return {number(factors.inv_scale), number(factors.clip_coef)};
}

bool has_found_inf(const GradFactors& factors) {
  return factors.found_inf && factors.found_inf->is_cpu() && factors.found_inf->item<double>() != 0;
}

ScaledGrads::ScaledGrads(at::TensorList grads, const GradFactors& factors) : grads_(grads) {
  if (grads.empty() || !factors.scale()) {
    return;
  }
  if (factors.keep_grads || !grads[0].is_cpu()) {
    scale_grads_(grads, factors.inv_scale, factors.clip_coef, std::nullopt);
    return;
  }
  copies_.reserve(grads.size());
  for (const at::Tensor& grad : grads) {
    copies_.push_back(grad.clone());
  }
  scale_grads_(copies_, factors.inv_scale, factors.clip_coef, std::nullopt);
}

bool kernels_can_scale(at::TensorList grads, const GradFactors& factors) {
  return !factors.clip_coef || std::none_of(grads.begin(), grads.end(), [&](const at::Tensor& grad) {
    return grad.dim() == 0 && factors.clip_coef->scalar_type() == at::kDouble && grad.scalar_type() != at::kDouble;
  });
}

}  // namespace torch4j::ops
