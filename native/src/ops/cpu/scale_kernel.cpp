// Compiled once per instruction set, see cmake/Isa.cmake.
#include "ops/cpu/scale_kernel.h"

#include <cmath>

#include "ops/cpu/floating_types.h"
#include "ops/cpu/kernel_math.h"

namespace torch4j::ops::cpu::CPU_CAPABILITY {

template <typename scalar_t>
void scale_chunk(const ScaleChunk<scalar_t>& s, const GradScaling& scaling) {
  using Vec = at::vec::Vectorized<scalar_t>;
  const GradFactors<scalar_t> factors(scaling);
  int64_t i = 0;
  for (; i + Vec::size() <= s.size; i += Vec::size()) {
    factors.scaled(Vec::loadu(s.from + i)).store(s.to + i);
  }
  for (; i < s.size; ++i) {
    s.to[i] = factors.scaled(s.from[i]);
  }
}

// Whether all elements are finite. An infinity or NaN multiplied by 0 is NaN, and so is a sum with it.
template <typename scalar_t>
bool is_finite(const scalar_t* from, int64_t size) {
  using Vec = at::vec::Vectorized<scalar_t>;
  using Wide = at::opmath_type<scalar_t>;
  at::vec::Vectorized<Wide> sum(Wide(0));
  int64_t i = 0;
  for (; i + Vec::size() <= size; i += Vec::size()) {
    const Vec vec = Vec::loadu(from + i);
    if constexpr (sizeof(scalar_t) < sizeof(Wide)) {
      const auto [first, second] = at::vec::convert_to_float<scalar_t>(vec);
      sum = sum + (first * at::vec::Vectorized<Wide>(Wide(0)) + second * at::vec::Vectorized<Wide>(Wide(0)));
    } else {
      sum = sum + vec * Vec(scalar_t(0));
    }
  }
  Wide lanes[at::vec::Vectorized<Wide>::size()];
  sum.store(lanes);
  Wide total = 0;
  for (const Wide lane : lanes) {
    total += lane;
  }
  for (; i < size; ++i) {
    total += static_cast<Wide>(from[i]) * Wide(0);
  }
  return total == 0;
}

#define TORCH4J_INSTANTIATE(scalar_t)                                         \
  template void scale_chunk(const ScaleChunk<scalar_t>&, const GradScaling&); \
  template bool is_finite(const scalar_t*, int64_t);
TORCH4J_FLOATING_TYPES(TORCH4J_INSTANTIATE)
#undef TORCH4J_INSTANTIATE

}  // namespace torch4j::ops::cpu::CPU_CAPABILITY
