#pragma once

#include <cstddef>
#include <cstdint>

// The sum of squares and the largest magnitude of a gradient as it is unscaled, each in one read.
namespace torch4j::ops::cpu {

// Where ATen's kernel has a product and a sum in one rounding: its own compiler decided, so that two builds of one
// version differ (the Python wheel's and the presets'). In what is left over from whole vectors, groups of four round
// both, whatever `fused_rest`.
struct NormForm {
  bool fused_vectors, fused_rest;
};

// How many gradients of one inv_scale the sum of squares takes at most. With so many it is as fast as they are read.
constexpr size_t kNormsTogether = 4;

template <typename scalar_t>
struct NormInput {
  const scalar_t* grad;
  int64_t size;
  double inv_scale;
};

}  // namespace torch4j::ops::cpu
