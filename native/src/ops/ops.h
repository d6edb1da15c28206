#pragma once

#include <ATen/core/Tensor.h>

// The operators of namespace torch4j, called through LibTorch's dispatcher like any other operator. Each is written,
// checked and registered in a file of its own in this folder.
namespace torch4j::ops {

// Scales the gradients so that their norm, taken over all of them as one vector, is at most max_norm; returns the norm
// as it was before. Same as torch.nn.utils.clip_grad_norm_. Does not synchronise unless error_if_nonfinite.
at::Tensor clip_grad_norm_(at::TensorList grads, double max_norm, double norm_type, bool error_if_nonfinite);

// One SGD step; momentum_buffers is empty without momentum, and filled from the gradients on the first step.
void sgd_step_(at::TensorList params, at::TensorList grads, at::TensorList momentum_buffers, double lr, double momentum,
               double dampening, double weight_decay, bool nesterov, bool maximize, bool first_step);

// One Adam or (decoupled_weight_decay) AdamW step; counts the steps too. max_exp_avg_sqs is empty without amsgrad.
void adam_step_(at::TensorList params, at::TensorList grads, at::TensorList exp_avgs, at::TensorList exp_avg_sqs,
                at::TensorList max_exp_avg_sqs, at::TensorList steps, double lr, double beta1, double beta2,
                double weight_decay, double eps, bool amsgrad, bool maximize, bool decoupled_weight_decay);

}  // namespace torch4j::ops
