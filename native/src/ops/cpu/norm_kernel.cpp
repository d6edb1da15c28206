// Compiled once per instruction set, see cmake/Isa.cmake.
#include "ops/cpu/norm_kernel.h"

#include <algorithm>
#include <cmath>
#include <limits>

#include "ops/cpu/floating_types.h"
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

// The sums of a tensor's squares, in a single vector as in ATen: with several vectors the last bit would differ.
template <typename scalar_t>
class SquareSums {
 public:
  using Vec = at::vec::Vectorized<scalar_t>;
  using Wide = at::opmath_type<scalar_t>;

  template <bool fused>
  void add(const Vec& grad) {
    if constexpr (sizeof(scalar_t) < sizeof(Wide)) {
      const auto [first, second] = at::vec::convert_to_float<scalar_t>(grad);
      sums_ = add_square<fused>(add_square<fused>(sums_, first), second);
    } else {
      sums_ = add_square<fused>(sums_, grad);
    }
  }

  Wide total() const {
    Wide lanes[at::vec::Vectorized<Wide>::size()];
    sums_.store(lanes);
    Wide total = lanes[0];
    for (size_t lane = 1; lane < std::size(lanes); ++lane) {
      total += lanes[lane];
    }
    return total;
  }

 private:
  at::vec::Vectorized<Wide> sums_ = at::vec::Vectorized<Wide>(Wide(0));
};

// Adds the squares of the whole vectors in [begin, end) of `count` gradients, interleaved because each addition depends
// on the gradient's previous sum.
template <bool fused, size_t count, typename scalar_t>
void add_vectors(const NormInput<scalar_t>* in, const GradFactors<scalar_t>& factors, int64_t begin, int64_t end,
                 SquareSums<scalar_t>* sums) {
  using Vec = at::vec::Vectorized<scalar_t>;
  // The hardware prefetcher stops at page boundaries. Prefetching beyond the end is harmless.
  constexpr int64_t kAhead = 2048 / sizeof(scalar_t);
  SquareSums<scalar_t> local[count];
  std::copy_n(sums, count, local);
  for (int64_t i = begin; i < end; i += Vec::size()) {
    for (size_t k = 0; k < count; ++k) {
      __builtin_prefetch(in[k].grad + i + kAhead);
      local[k].template add<fused>(factors.unscaled(Vec::loadu(in[k].grad + i)));
    }
  }
  std::copy_n(local, count, sums);
}

// The number of elements of a gradient that are in whole vectors.
template <typename scalar_t>
int64_t in_vectors(const NormInput<scalar_t>& in) {
  // ATen's kernel for float16 is not vectorized.
  constexpr bool vectors = !std::is_same_v<scalar_t, c10::Half>;
  return vectors ? in.size - in.size % at::vec::Vectorized<scalar_t>::size() : 0;
}

template <bool fused, typename scalar_t>
void add_all_vectors(const NormInput<scalar_t>* in, size_t count, const GradFactors<scalar_t>& factors,
                     SquareSums<scalar_t>* sums) {
  const auto shorter = [](const auto& a, const auto& b) { return a.size < b.size; };
  const int64_t common = count == 1 ? 0 : in_vectors(*std::min_element(in, in + count, shorter));
  static_assert(kMaxNorms == 4);
  switch (count) {
    case 2:
      add_vectors<fused, 2>(in, factors, 0, common, sums);
      break;
    case 3:
      add_vectors<fused, 3>(in, factors, 0, common, sums);
      break;
    case 4:
      add_vectors<fused, 4>(in, factors, 0, common, sums);
      break;
  }
  for (size_t k = 0; k < count; ++k) {
    add_vectors<fused, 1>(in + k, factors, common, in_vectors(in[k]), sums + k);
  }
}

// Adds the squares of the tail, the elements after the last whole vector.
template <typename scalar_t>
at::opmath_type<scalar_t> add_tail(const NormInput<scalar_t>& in, const GradFactors<scalar_t>& factors,
                                   const NormRounding& rounding, at::opmath_type<scalar_t> sum) {
  using Wide = at::opmath_type<scalar_t>;
  int64_t i = in_vectors(in);
  for (; in.size - i >= 4; i += 4) {
    for (int64_t k = i; k < i + 4; ++k) {
      sum = add_square<false>(sum, unscaled(in, factors, k));
    }
  }
  for (; i < in.size; ++i) {
    const Wide x = unscaled(in, factors, i);
    sum = rounding.fused_tail ? add_square<true>(sum, x) : add_square<false>(sum, x);
  }
  return sum;
}

}  // namespace

template <typename scalar_t>
void sums_of_squares(const NormInput<scalar_t>* in, size_t count, const NormRounding& rounding,
                     at::opmath_type<scalar_t>* into) {
  const GradFactors<scalar_t> factors({.inv_scale = in[0].inv_scale});
  SquareSums<scalar_t> sums[kMaxNorms];
  if (rounding.fused_vectors) {
    add_all_vectors<true>(in, count, factors, sums);
  } else {
    add_all_vectors<false>(in, count, factors, sums);
  }
  for (size_t k = 0; k < count; ++k) {
    into[k] = add_tail(in[k], factors, rounding, in_vectors(in[k]) > 0 ? sums[k].total() : 0);
  }
}

// The result is NaN if an element is.
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

#define TORCH4J_INSTANTIATE(scalar_t)                                                                                 \
  template void sums_of_squares(const NormInput<scalar_t>*, size_t, const NormRounding&, at::opmath_type<scalar_t>*); \
  template at::opmath_type<scalar_t> largest_magnitude(const NormInput<scalar_t>&);
TORCH4J_FLOATING_TYPES(TORCH4J_INSTANTIATE)
#undef TORCH4J_INSTANTIATE

}  // namespace torch4j::ops::cpu::CPU_CAPABILITY
