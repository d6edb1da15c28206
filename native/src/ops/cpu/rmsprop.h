#pragma once

#include <ATen/core/Tensor.h>

#include "ops/cpu/rmsprop_kernel.h"

namespace torch4j::ops::cpu {

// One step over all parameters together. Their gradients and state have the same memory layout (see FusedLists).
// momentum_buffers and grad_avgs are empty if the options do not need them.
void rmsprop_step(at::TensorList params, at::TensorList grads, at::TensorList square_avgs,
                  at::TensorList momentum_buffers, at::TensorList grad_avgs, const RmspropHyperparameters& options);

}  // namespace torch4j::ops::cpu
