#pragma once

#include <ATen/core/Tensor.h>

#include "ops/cpu/rmsprop_kernel.h"

namespace torch4j::ops::cpu {

// One step over all parameters together, which lie in memory like their gradients and state (see FusedLists). The lists
// of buffers are empty where the options have no use for them.
void rmsprop_step(at::TensorList params, at::TensorList grads, at::TensorList square_avgs,
                  at::TensorList momentum_buffers, at::TensorList grad_avgs, const RmspropNumbers& numbers);

}  // namespace torch4j::ops::cpu
