#pragma once

#include <ATen/OpMathType.h>
#include <ATen/core/Tensor.h>

#include <optional>

#include "ops/cpu/isa.h"
#include "ops/cpu/norm_kernel.h"

namespace torch4j::ops::cpu {

TORCH4J_ISA_VARIANTS_TO_AVX2(
    template <typename scalar_t> void sums_of_squares(const NormInput<scalar_t>* in, size_t count, const NormForm& form,
                                                      at::opmath_type<scalar_t>* into);
    template <typename scalar_t> at::opmath_type<scalar_t> largest_magnitude(const NormInput<scalar_t>& in))

// Where the kernel of the LibTorch that is loaded rounds, found out by comparing some norms when it is first asked for;
// none if it is no form that is known here.
std::optional<NormForm> norm_form(at::ScalarType dtype);

}  // namespace torch4j::ops::cpu
