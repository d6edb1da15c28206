#pragma once

#include <ATen/core/Tensor.h>

#include <optional>
#include <span>

#include "optim/optimizer_state.h"

namespace torch4j {

// What a step does beside stepping; torch4j.optim.StepOptions says what each means.
struct StepOptions {
  std::optional<double> max_norm;
  double norm_type;
  bool error_if_nonfinite, keep_gradients;
  std::optional<at::Tensor> inv_scale, found_inf;
};

// One step over all groups by the algorithm of this number (torch4j.optim.Algorithm), which unscales and clips the
// gradients on its way. If there is an infinity, nothing changes. Returns the gradients' norm, undefined without a
// max_norm.
at::Tensor scaled_step(OptimizerState& state, int64_t algorithm, std::span<const double> groups,
                       const StepOptions& options);

// That without the step, for one that comes after it as a call of its own: gradients are unscaled and clipped in place.
// `steps` is false if there is an infinity; nothing has changed then, but that gradients on a device are unscaled.
// Waits for the device to know. The algorithm's number is kNotNative for a step in Java, which does its own checks.
struct ScaledGradients {
  bool steps;
  at::Tensor norm;
};
constexpr int64_t kNotNative = -1;
ScaledGradients scale_gradients(OptimizerState& state, int64_t algorithm, std::span<const double> groups,
                                const StepOptions& options);

// Unscales all gradients, as torch.amp.GradScaler.unscale_ does: the values of sparse ones, float16 refused. Returns
// whether there are any.
bool unscale_gradients(OptimizerState& state, const at::Tensor& inv_scale, const at::Tensor& found_inf);

}  // namespace torch4j
