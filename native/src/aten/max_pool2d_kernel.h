#pragma once

#include <cstdint>

// The largest element of each window, bit for bit as ATen's kernel finds it.
namespace torch4j::ops::cpu {

// Along one dimension.
struct PoolWindow {
  int64_t size, stride, padding;
};

// Channels of images, one behind the other, and what they are pooled to, each dense.
template <typename scalar_t>
struct PoolPlanes {
  const scalar_t* from;
  scalar_t* to;
  // Of each largest element in its plane, in 32 bits; null where nobody asks.
  int64_t* places;
  int64_t count, height, width, out_height, out_width;
  PoolWindow down, across;
};

}  // namespace torch4j::ops::cpu
