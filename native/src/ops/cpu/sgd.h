#pragma once

#include <ATen/core/Tensor.h>

#include "ops/cpu/sgd_kernel.h"

namespace torch4j::ops::cpu {

// One step over all parameters together, which lie in memory like their gradients and buffers (see FusedLists).
// momentum_buffers is empty without momentum.
void sgd_step(at::TensorList params, at::TensorList grads, at::TensorList momentum_buffers, const SgdNumbers& numbers);

}  // namespace torch4j::ops::cpu
