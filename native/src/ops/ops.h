#pragma once

#include <ATen/core/Tensor.h>

#include <optional>

#include "ops/grad_factors.h"

// The operators of namespace torch4j. Each is implemented, with its checks and registration, in one file in this
// folder. Python and TorchScript call them through the dispatcher. The functions here call the kernels directly,
// because the dispatcher would inspect every tensor of every list; they are still recorded by the profiler.
namespace torch4j::ops {

// The norm of all gradients multiplied by inv_scale, viewed as a single vector; on the CPU the gradients are read once.
// Bitwise equal to unscaling them and torch.nn.utils.get_total_norm. Sets found_inf to 1 if a gradient contains an
// infinity or NaN.
at::Tensor grad_norm(at::TensorList grads, double norm_type, const std::optional<at::Tensor>& inv_scale = {},
                     const std::optional<at::Tensor>& found_inf = {});

// Sets found_inf to 1 if a gradient contains an infinity or NaN.
void find_non_finite_(at::TensorList grads, const at::Tensor& found_inf);

// Multiplies the gradients in place by inv_scale and then by clip_coef; sets found_inf to 1 if one contained an
// infinity or NaN before. With inv_scale alone it is _amp_foreach_non_finite_check_and_unscale_, for gradients of
// different dtypes.
void scale_grads_(at::TensorList grads, const std::optional<at::Tensor>& inv_scale,
                  const std::optional<at::Tensor>& clip_coef, const std::optional<at::Tensor>& found_inf);

// The same for gradients of one device and dtype, which have been checked. Not an operator.
void scale_grouped_grads_(at::TensorList grads, const GradFactors& factors);

// The clip coefficient: max_norm / (total_norm + 1e-6), clamped to 1.
at::Tensor clip_coefficient(double max_norm, const at::Tensor& total_norm);

// Scales gradients with this total norm so that it is at most max_norm. Same as torch.nn.utils.clip_grads_with_norm_.
void clip_grads_with_norm_(at::TensorList grads, double max_norm, const at::Tensor& total_norm);

// The same without the checks, for a caller that has made them. Not an operator.
void scale_to_norm_(at::TensorList grads, double max_norm, const at::Tensor& total_norm);

// Scales the gradients so that their total norm, viewed as a single vector, is at most max_norm; returns the total norm
// before. Same as torch.nn.utils.clip_grad_norm_. No host synchronization unless error_if_nonfinite.
at::Tensor clip_grad_norm_(at::TensorList grads, double max_norm, double norm_type, bool error_if_nonfinite);

// Throws if the norm is infinite or NaN, with Python's message.
void check_finite_norm(const at::Tensor& norm, double norm_type);

// Clamps every element to the range from -clip_value to clip_value. Same as torch.nn.utils.clip_grad_value_.
void clip_grad_value_(at::TensorList grads, double clip_value);

// One SGD step. momentum_buffers is empty without momentum, and initialized with the gradients if first_step.
void sgd_step_(at::TensorList params, at::TensorList grads, at::TensorList momentum_buffers, double lr, double momentum,
               double dampening, double weight_decay, bool nesterov, bool maximize, bool first_step,
               const GradFactors& factors = {});

// One Adam step, or AdamW with decoupled_weight_decay; increments `steps`. max_exp_avg_sqs is empty without amsgrad.
void adam_step_(at::TensorList params, at::TensorList grads, at::TensorList exp_avgs, at::TensorList exp_avg_sqs,
                at::TensorList max_exp_avg_sqs, at::TensorList steps, double lr, double beta1, double beta2,
                double weight_decay, double eps, bool amsgrad, bool maximize, bool decoupled_weight_decay,
                const GradFactors& factors = {});

}  // namespace torch4j::ops
