#pragma once

#include <cstddef>
#include <cstdint>

// The sum of squares and the largest magnitude of an unscaled gradient, each in one pass.
namespace torch4j::ops::cpu {

// Where ATen's norm kernel uses fused multiply-add. The compiler of LibTorch decided, so builds of the same version
// differ (the Python wheel's and the JavaCPP presets'). In the tail, the elements after the last whole vector, groups
// of four are never fused, whatever `fused_tail` is.
struct NormRounding {
  bool fused_vectors, fused_tail;
};

// The maximum number of gradients per call of sums_of_squares; with this number it is limited by memory bandwidth only.
constexpr size_t kMaxNorms = 4;

template <typename scalar_t>
struct NormInput {
  const scalar_t* grad;
  int64_t size;
  double inv_scale;
};

}  // namespace torch4j::ops::cpu
