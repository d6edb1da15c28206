#pragma once

#include <cstdint>

#include "ops/cpu/grad_scaling.h"

// The arithmetic of SGD on a chunk of memory, bitwise equal to ATen's fused CPU kernel.
namespace torch4j::ops::cpu {

template <typename scalar_t>
struct SgdChunk {
  scalar_t* param;
  scalar_t* grad;             // updated with keep_grads
  scalar_t* momentum_buffer;  // only with momentum
  int64_t size;

  SgdChunk part(int64_t begin, int64_t part_size) const {
    return {param + begin, grad + begin, momentum_buffer == nullptr ? nullptr : momentum_buffer + begin, part_size};
  }
};

struct SgdHyperparameters {
  double lr, momentum, dampening, weight_decay;
  bool nesterov, maximize, first_step;
  GradScaling scaling = {};
  bool keep_grads = false;
};

}  // namespace torch4j::ops::cpu
