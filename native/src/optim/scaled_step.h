#pragma once

#include <ATen/core/Tensor.h>

#include <optional>
#include <span>

#include "optim/optimizer_state.h"

namespace torch4j {

// How a step unscales and clips the gradients; torch4j.optim.StepOptions documents each field.
struct StepOptions {
  std::optional<double> max_norm;
  double norm_type;
  bool error_if_nonfinite, keep_gradients;
  std::optional<at::Tensor> inv_scale, found_inf;
};

// One step over all groups, by the update rule with this id (torch4j.optim.UpdateRule), that unscales and clips the
// gradients. Changes nothing if a gradient contains an infinity or NaN. Returns the total norm of the gradients,
// undefined without a max_norm.
at::Tensor scaled_step(OptimizerState& state, int64_t rule, std::span<const double> groups, const StepOptions& options);

// The same without the step, for callers that call the step separately: unscales and clips the gradients in place.
// `steps` is false if a gradient contains an infinity or NaN; nothing has changed then, except that gradients on a
// device are unscaled. Synchronizes with the device. The id is kNotNative for an optimizer in Java, which makes its own
// checks.
struct ScaledGradients {
  bool steps;
  at::Tensor norm;
};
constexpr int64_t kNotNative = -1;
ScaledGradients scale_gradients(OptimizerState& state, int64_t rule, std::span<const double> groups,
                                const StepOptions& options);

// Unscales all gradients, as torch.amp.GradScaler.unscale_ does: of sparse gradients the values, and float16 gradients
// are refused. Returns whether there are any gradients.
bool unscale_gradients(OptimizerState& state, const at::Tensor& inv_scale, const at::Tensor& found_inf);

}  // namespace torch4j
