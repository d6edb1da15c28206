#pragma once

#include <c10/core/Scalar.h>

#include <cmath>

namespace torch4j {

// Of a NaN as alpha or beta MKL makes different things with its different products, and with one thread or two.
inline bool is_finite(const c10::Scalar& factor) {
  const auto number = factor.toComplexDouble();
  return std::isfinite(number.real()) && std::isfinite(number.imag());
}

}  // namespace torch4j
