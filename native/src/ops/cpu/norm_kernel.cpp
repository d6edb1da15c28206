// Compiled once for each instruction set, see cmake/Isa.cmake.
#include "ops/cpu/norm_kernel.h"

#include <algorithm>
#include <cmath>
#include <limits>

#include "ops/cpu/kernel_math.h"

namespace torch4j::ops::cpu::CPU_CAPABILITY {
namespace {

template <bool fused, typename T>
T add_square(T sum, T x) {
  if constexpr (fused) {
    return multiply_add(x, x, sum);
  } else {
    return sum + x * x;
  }
}

template <typename scalar_t>
at::opmath_type<scalar_t> unscaled(const NormInput<scalar_t>& in, const GradFactors<scalar_t>& factors, int64_t i) {
  return static_cast<at::opmath_type<scalar_t>>(factors.scaled(in.grad[i]));
}

// One vector of sums over the whole tensor, as ATen has it: with more of them the last bit would be another.
template <bool fused, typename scalar_t>
at::opmath_type<scalar_t> sum_of_vectors(const NormInput<scalar_t>& in, const GradFactors<scalar_t>& factors,
                                         int64_t size) {
  using Vec = at::vec::Vectorized<scalar_t>;
  using Wide = at::opmath_type<scalar_t>;
  at::vec::Vectorized<Wide> sum(Wide(0));
  for (int64_t i = 0; i < size; i += Vec::size()) {
    const Vec grad = factors.unscaled(Vec::loadu(in.grad + i));
    if constexpr (sizeof(scalar_t) < sizeof(Wide)) {
      const auto [first, second] = at::vec::convert_to_float<scalar_t>(grad);
      sum = add_square<fused>(add_square<fused>(sum, first), second);
    } else {
      sum = add_square<fused>(sum, grad);
    }
  }
  Wide lanes[at::vec::Vectorized<Wide>::size()];
  sum.store(lanes);
  Wide total = lanes[0];
  for (size_t lane = 1; lane < std::size(lanes); ++lane) {
    total += lanes[lane];
  }
  return total;
}

}  // namespace

template <typename scalar_t>
at::opmath_type<scalar_t> sum_of_squares(const NormInput<scalar_t>& in, const NormForm& form) {
  using Wide = at::opmath_type<scalar_t>;
  const GradFactors<scalar_t> factors({.inv_scale = in.inv_scale});
  // ATen has no vectors for float16.
  constexpr bool vectors = !std::is_same_v<scalar_t, c10::Half>;
  int64_t i = vectors ? in.size - in.size % at::vec::Vectorized<scalar_t>::size() : 0;
  Wide sum = 0;
  if (i > 0) {
    sum = form.fused_vectors ? sum_of_vectors<true>(in, factors, i) : sum_of_vectors<false>(in, factors, i);
  }
  for (; in.size - i >= 4; i += 4) {
    for (int64_t k = i; k < i + 4; ++k) {
      sum = add_square<false>(sum, unscaled(in, factors, k));
    }
  }
  for (; i < in.size; ++i) {
    const Wide x = unscaled(in, factors, i);
    sum = form.fused_rest ? add_square<true>(sum, x) : add_square<false>(sum, x);
  }
  return sum;
}

// NaN if there is one.
template <typename scalar_t>
at::opmath_type<scalar_t> largest_magnitude(const NormInput<scalar_t>& in) {
  using Vec = at::vec::Vectorized<scalar_t>;
  using Wide = at::opmath_type<scalar_t>;
  const GradFactors<scalar_t> factors({.inv_scale = in.inv_scale});
  const auto larger = [](Wide a, Wide b) { return std::isnan(a) || a > b ? a : b; };
  Vec most(scalar_t(0));
  int64_t i = 0;
  for (; i + Vec::size() <= in.size; i += Vec::size()) {
    most = at::vec::maximum(most, factors.unscaled(Vec::loadu(in.grad + i)).abs());
  }
  scalar_t lanes[Vec::size()];
  most.store(lanes);
  Wide result = 0;
  for (const scalar_t lane : lanes) {
    result = larger(result, static_cast<Wide>(lane));
  }
  for (; i < in.size; ++i) {
    result = larger(result, std::abs(unscaled(in, factors, i)));
  }
  return result;
}

#define TORCH4J_INSTANTIATE(scalar_t)                                                             \
  template at::opmath_type<scalar_t> sum_of_squares(const NormInput<scalar_t>&, const NormForm&); \
  template at::opmath_type<scalar_t> largest_magnitude(const NormInput<scalar_t>&);
TORCH4J_INSTANTIATE(float)
TORCH4J_INSTANTIATE(double)
TORCH4J_INSTANTIATE(c10::Half)
TORCH4J_INSTANTIATE(c10::BFloat16)
#undef TORCH4J_INSTANTIATE

}  // namespace torch4j::ops::cpu::CPU_CAPABILITY
