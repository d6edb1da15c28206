#pragma once

#include <ATen/OpMathType.h>
#include <ATen/cpu/vec/functional.h>
#include <ATen/cpu/vec/vec.h>

#include <cmath>

#include "ops/cpu/grad_scaling.h"

// For sources that are compiled once per instruction set (cmake/Isa.cmake), with -ffp-contract=off. Whether a
// multiplication and an addition are fused changes the rounding, so multiply_add marks where ATen's kernels use a fused
// multiply-add.
namespace torch4j::ops::cpu::CPU_CAPABILITY {

#ifdef CPU_CAPABILITY_DEFAULT
template <typename T>
T multiply_add(T a, T b, T c) {
  return a * b + c;
}
#else
inline float multiply_add(float a, float b, float c) {
  return std::fma(a, b, c);
}
inline double multiply_add(double a, double b, double c) {
  return std::fma(a, b, c);
}
#endif

template <typename T>
at::vec::Vectorized<T> multiply_add(const at::vec::Vectorized<T>& a, const at::vec::Vectorized<T>& b,
                                    const at::vec::Vectorized<T>& c) {
  return at::vec::fmadd(a, b, c);
}

inline float square_root(float x) {
  return std::sqrt(x);
}
inline double square_root(double x) {
  return std::sqrt(x);
}

template <typename T>
at::vec::Vectorized<T> square_root(const at::vec::Vectorized<T>& x) {
  return x.sqrt();
}

// The number of elements of a vector in ATen's kernels for optimizers and norms, the same for all instruction sets.
template <typename scalar_t>
constexpr int64_t kAtenLanes = 32 / sizeof(scalar_t);

// The two factors of a gradient, in the type in which ATen multiplies by them.
template <typename scalar_t>
class GradFactors {
 public:
  using Wide = at::opmath_type<scalar_t>;

  explicit GradFactors(const GradScaling& scaling)
      : inv_scale_(static_cast<Wide>(scaling.inv_scale)), clip_coef_(static_cast<Wide>(scaling.clip_coef)) {}

  // Each product is rounded to the gradient's dtype.
  scalar_t scaled(scalar_t grad) const {
    const auto unscaled = static_cast<scalar_t>(static_cast<Wide>(grad) * inv_scale_);
    return static_cast<scalar_t>(static_cast<Wide>(unscaled) * clip_coef_);
  }

  at::vec::Vectorized<scalar_t> scaled(const at::vec::Vectorized<scalar_t>& grad) const {
    return times(times(grad, inv_scale_), clip_coef_);
  }

  at::vec::Vectorized<scalar_t> unscaled(const at::vec::Vectorized<scalar_t>& grad) const {
    return times(grad, inv_scale_);
  }

 private:
  static at::vec::Vectorized<scalar_t> times(const at::vec::Vectorized<scalar_t>& grad, Wide factor) {
    const at::vec::Vectorized<Wide> factors(factor);
    if constexpr (sizeof(scalar_t) < sizeof(Wide)) {
      const auto [first, second] = at::vec::convert_to_float<scalar_t>(grad);
      return at::vec::convert_from_float<scalar_t>(first * factors, second * factors);
    } else {
      return grad * factors;
    }
  }

  Wide inv_scale_, clip_coef_;
};

}  // namespace torch4j::ops::cpu::CPU_CAPABILITY
