#pragma once

#include <cstdint>

// The arithmetic of Adam on a stretch of memory, equal to ATen's fused CPU kernel bit for bit.
namespace torch4j::ops::cpu {

// Stretches are cut at multiples of a cache line, as ATen's are: what is left over from whole vectors, and rounded in
// another way, is then the end of a tensor for both.
constexpr int64_t kCacheLine = 64;

template <typename scalar_t>
struct AdamStretch {
  scalar_t* param;
  const scalar_t* grad;
  scalar_t* exp_avg;
  scalar_t* exp_avg_sq;
  scalar_t* max_exp_avg_sq;  // only with amsgrad
  int64_t size;
  double step_size;              // lr / (1 - beta1^step)
  double bias_correction2_sqrt;  // sqrt(1 - beta2^step)
};

struct AdamNumbers {
  double lr, beta1, beta2, weight_decay, eps;
  bool amsgrad, maximize, decoupled_weight_decay;
};

// The variant for this CPU.
template <typename scalar_t>
void adam_stretch(const AdamStretch<scalar_t>& stretch, const AdamNumbers& numbers);

}  // namespace torch4j::ops::cpu
