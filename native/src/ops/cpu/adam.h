#pragma once

#include <ATen/core/Tensor.h>

#include "ops/cpu/adam_kernel.h"

namespace torch4j::ops::cpu {

// One step over all parameters together. Their gradients and state have the same memory layout (see FusedLists).
// `steps` has been incremented already.
void adam_step(at::TensorList params, at::TensorList grads, at::TensorList exp_avgs, at::TensorList exp_avg_sqs,
               at::TensorList max_exp_avg_sqs, at::TensorList steps, const AdamHyperparameters& options);

}  // namespace torch4j::ops::cpu
