#pragma once

#include <ATen/core/Tensor.h>

#include "ops/cpu/sgd_kernel.h"

namespace torch4j::ops::cpu {

// One step over all parameters together. Their gradients and momentum buffers have the same memory layout (see
// FusedLists). momentum_buffers is empty without momentum.
void sgd_step(at::TensorList params, at::TensorList grads, at::TensorList momentum_buffers,
              const SgdHyperparameters& options);

}  // namespace torch4j::ops::cpu
