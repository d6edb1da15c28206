// Compiled once for each instruction set, see cmake/Isa.cmake.
#include "ops/cpu/max_pool_kernel.h"

#include <algorithm>
#include <limits>

namespace torch4j::ops::cpu::CPU_CAPABILITY {
namespace {

// ATen's rule: the first of equals stays, and the last NaN. A stride that the compiler knows makes vectors of it.
template <int64_t kStride>
void keep_larger(float* __restrict to, const float* __restrict from, int64_t count, int64_t stride) {
  const int64_t step = kStride == 0 ? stride : kStride;
  for (int64_t i = 0; i < count; ++i) {
    const float value = from[i * step], largest = to[i];
    to[i] = static_cast<int>(value > largest) | static_cast<int>(value != value) ? value : largest;
  }
}

void keep_larger(float* to, const float* from, int64_t count, int64_t stride) {
  switch (stride) {
    case 1:
      return keep_larger<1>(to, from, count, stride);
    case 2:
      return keep_larger<2>(to, from, count, stride);
    default:
      return keep_larger<0>(to, from, count, stride);
  }
}

// One row of the image into one row of the result: each column of the window for all windows together, in their order.
void pool_row(const PoolPlane& p, const float* from, float* to) {
  for (int64_t k = 0; k < p.across.size; ++k) {
    const int64_t offset = k - p.across.padding;
    const int64_t first = offset < 0 ? (-offset + p.across.stride - 1) / p.across.stride : 0;
    const int64_t end =
        offset < p.width ? std::min(p.out_width, (p.width - 1 - offset) / p.across.stride + 1) : int64_t{0};
    if (first < end) {
      keep_larger(to + first, from + first * p.across.stride + offset, end - first, p.across.stride);
    }
  }
}

}  // namespace

void max_pool(const PoolPlane& p) {
  for (int64_t out_row = 0; out_row < p.out_height; ++out_row) {
    float* to = p.to + out_row * p.out_width;
    std::fill_n(to, p.out_width, -std::numeric_limits<float>::infinity());
    const int64_t top = out_row * p.down.stride - p.down.padding;
    const int64_t bottom = std::min(p.height, top + p.down.size);
    for (int64_t row = std::max<int64_t>(top, 0); row < bottom; ++row) {
      pool_row(p, p.from + row * p.width, to);
    }
  }
}

}  // namespace torch4j::ops::cpu::CPU_CAPABILITY
