#pragma once

#include <cstdint>

#include "ops/cpu/grad_scaling.h"

// The arithmetic of Adam on a chunk of memory, bitwise equal to ATen's fused CPU kernel.
namespace torch4j::ops::cpu {

template <typename scalar_t>
struct AdamChunk {
  scalar_t* param;
  scalar_t* grad;  // updated with keep_grads
  scalar_t* exp_avg;
  scalar_t* exp_avg_sq;
  scalar_t* max_exp_avg_sq;  // only with amsgrad
  int64_t size;
  double step_size;              // lr / (1 - beta1^step)
  double bias_correction2_sqrt;  // sqrt(1 - beta2^step)

  AdamChunk part(int64_t begin, int64_t part_size) const {
    return {param + begin,
            grad + begin,
            exp_avg + begin,
            exp_avg_sq + begin,
            max_exp_avg_sq == nullptr ? nullptr : max_exp_avg_sq + begin,
            part_size,
            step_size,
            bias_correction2_sqrt};
  }
};

struct AdamHyperparameters {
  double lr, beta1, beta2, weight_decay, eps;
  bool amsgrad, maximize, decoupled_weight_decay;
  GradScaling scaling = {};
  bool keep_grads = false;
};

}  // namespace torch4j::ops::cpu
