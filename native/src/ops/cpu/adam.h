#pragma once

#include <ATen/core/Tensor.h>

#include "ops/cpu/adam_kernel.h"

namespace torch4j::ops::cpu {

// One step over all parameters together, which lie in memory like their gradients and state (see FusedLists). The steps
// have been counted already.
void adam_step(at::TensorList params, at::TensorList grads, at::TensorList exp_avgs, at::TensorList exp_avg_sqs,
               at::TensorList max_exp_avg_sqs, at::TensorList steps, const AdamNumbers& numbers);

}  // namespace torch4j::ops::cpu
