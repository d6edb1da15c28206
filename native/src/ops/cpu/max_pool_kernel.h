#pragma once

#include <cstdint>

// The largest element of each window, bit for bit as ATen's kernel finds it.
namespace torch4j::ops::cpu {

// Along one dimension.
struct PoolWindow {
  int64_t size, stride, padding;
};

// One channel of one image, and what it is pooled to, each dense.
struct PoolPlane {
  const float* from;
  float* to;
  int64_t height, width, out_height, out_width;
  PoolWindow down, across;
};

}  // namespace torch4j::ops::cpu
