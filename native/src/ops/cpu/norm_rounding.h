#pragma once

#include <ATen/OpMathType.h>
#include <ATen/core/Tensor.h>

#include <optional>

#include "ops/cpu/isa.h"
#include "ops/cpu/norm_kernel.h"

namespace torch4j::ops::cpu {

TORCH4J_ISA_VARIANTS_TO_AVX2(
    template <typename scalar_t> void sums_of_squares(const NormInput<scalar_t>* in, size_t count,
                                                      const NormRounding& rounding, at::opmath_type<scalar_t>* into);
    template <typename scalar_t> at::opmath_type<scalar_t> largest_magnitude(const NormInput<scalar_t>& in))

// The rounding of the norm kernel of the loaded LibTorch, determined by comparing some norms at the first call; none if
// it is not one of the known variants.
std::optional<NormRounding> norm_rounding(at::ScalarType dtype);

}  // namespace torch4j::ops::cpu
