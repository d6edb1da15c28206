#pragma once

#include <cstdint>

#include "ops/cpu/grad_scaling.h"

// Unscaling and clipping, and the check for infinities and NaN, on a chunk of memory; bitwise equal to ATen's
// operators.
namespace torch4j::ops::cpu {

template <typename scalar_t>
struct ScaleChunk {
  scalar_t* to;
  const scalar_t* from;  // may be the same memory
  int64_t size;

  ScaleChunk part(int64_t begin, int64_t part_size) const { return {to + begin, from + begin, part_size}; }
};

}  // namespace torch4j::ops::cpu
