#pragma once

#include <cstdint>

// The arithmetic of RMSprop on a chunk of memory, bitwise equal to the sequence of ATen's operators that Python calls.
namespace torch4j::ops::cpu {

template <typename scalar_t>
struct RmspropChunk {
  scalar_t* param;
  const scalar_t* grad;
  scalar_t* square_avg;
  scalar_t* momentum_buffer;  // only with momentum
  scalar_t* grad_avg;         // only when centered
  int64_t size;

  RmspropChunk part(int64_t begin, int64_t part_size) const {
    return {param + begin,
            grad + begin,
            square_avg + begin,
            momentum_buffer == nullptr ? nullptr : momentum_buffer + begin,
            grad_avg == nullptr ? nullptr : grad_avg + begin,
            part_size};
  }
};

struct RmspropHyperparameters {
  double lr, alpha, eps, weight_decay, momentum;
  bool centered, maximize;
};

}  // namespace torch4j::ops::cpu
