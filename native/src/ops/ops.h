#pragma once

#include <ATen/core/Tensor.h>

#include <optional>

#include "ops/grad_factors.h"

// The operators of namespace torch4j. Each is written, checked and registered in a file of its own in this folder.
// Python and TorchScript call them through LibTorch's dispatcher; the functions here go to the kernels themselves, for
// the dispatcher would look at every tensor of every list first. A profile names them all the same.
namespace torch4j::ops {

// The norm of the gradients times inv_scale, taken over all of them as one vector, in one read on the CPU; the same
// bits as unscaling them and torch.nn.utils.get_total_norm. found_inf becomes 1 if a gradient has an infinity or NaN.
at::Tensor grad_norm(at::TensorList grads, double norm_type, const std::optional<at::Tensor>& inv_scale = {},
                     const std::optional<at::Tensor>& found_inf = {});

// Sets found_inf to 1 if a gradient has an infinity or NaN.
void find_non_finite_(at::TensorList grads, const at::Tensor& found_inf);

// Multiplies the gradients by inv_scale, and what that gives by clip_coef; found_inf becomes 1 if one has an infinity
// or NaN before. With inv_scale alone it is _amp_foreach_non_finite_check_and_unscale_, for gradients of any dtypes.
void scale_grads_(at::TensorList grads, const std::optional<at::Tensor>& inv_scale,
                  const std::optional<at::Tensor>& clip_coef, const std::optional<at::Tensor>& found_inf);

// That for gradients of one device and dtype, which have been checked. No operator of its own.
void scale_kind_(at::TensorList grads, const GradFactors& factors);

// What clip_grads_with_norm_ multiplies by: max_norm / (total_norm + 1e-6), at most 1.
at::Tensor clip_coefficient(double max_norm, const at::Tensor& total_norm);

// Scales gradients of this norm so that it is at most max_norm. Same as torch.nn.utils.clip_grads_with_norm_.
void clip_grads_with_norm_(at::TensorList grads, double max_norm, const at::Tensor& total_norm);

// That without its checks, for a caller that has made them. No operator of its own.
void scale_to_norm_(at::TensorList grads, double max_norm, const at::Tensor& total_norm);

// Scales the gradients so that their norm, taken over all of them as one vector, is at most max_norm; returns the norm
// as it was before. Same as torch.nn.utils.clip_grad_norm_. Does not synchronise unless error_if_nonfinite.
at::Tensor clip_grad_norm_(at::TensorList grads, double max_norm, double norm_type, bool error_if_nonfinite);

// Throws if the norm is infinite or NaN, in Python's words.
void check_finite_norm(const at::Tensor& norm, double norm_type);

// Brings every element to between -clip_value and clip_value. Same as torch.nn.utils.clip_grad_value_.
void clip_grad_value_(at::TensorList grads, double clip_value);

// One SGD step; momentum_buffers is empty without momentum, and filled from the gradients on the first step.
void sgd_step_(at::TensorList params, at::TensorList grads, at::TensorList momentum_buffers, double lr, double momentum,
               double dampening, double weight_decay, bool nesterov, bool maximize, bool first_step,
               const GradFactors& factors = {});

// One Adam or (decoupled_weight_decay) AdamW step; counts the steps too. max_exp_avg_sqs is empty without amsgrad.
void adam_step_(at::TensorList params, at::TensorList grads, at::TensorList exp_avgs, at::TensorList exp_avg_sqs,
                at::TensorList max_exp_avg_sqs, at::TensorList steps, double lr, double beta1, double beta2,
                double weight_decay, double eps, bool amsgrad, bool maximize, bool decoupled_weight_decay,
                const GradFactors& factors = {});

}  // namespace torch4j::ops
