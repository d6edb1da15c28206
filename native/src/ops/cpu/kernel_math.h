#pragma once

#include <ATen/cpu/vec/vec.h>

#include <cmath>

// For the sources that are compiled once for each instruction set (cmake/Isa.cmake). Where a product and a sum are one
// rounding is part of the result: the compiler contracts nothing there, and these say where ATen's kernels have it.
namespace torch4j::ops::cpu::CPU_CAPABILITY {

#ifdef CPU_CAPABILITY_DEFAULT
template <typename T>
T multiply_add(T a, T b, T c) {
  return a * b + c;
}
#else
inline float multiply_add(float a, float b, float c) { return std::fma(a, b, c); }
inline double multiply_add(double a, double b, double c) { return std::fma(a, b, c); }
#endif

template <typename T>
at::vec::Vectorized<T> multiply_add(const at::vec::Vectorized<T>& a, const at::vec::Vectorized<T>& b,
                                    const at::vec::Vectorized<T>& c) {
  return at::vec::fmadd(a, b, c);
}

inline float square_root(float x) { return std::sqrt(x); }
inline double square_root(double x) { return std::sqrt(x); }

template <typename T>
at::vec::Vectorized<T> square_root(const at::vec::Vectorized<T>& x) {
  return x.sqrt();
}

}  // namespace torch4j::ops::cpu::CPU_CAPABILITY
