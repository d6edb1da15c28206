#include "ops/cpu/norm_rounding.h"

#include <ATen/TensorOperators.h>
#include <ATen/ops/arange.h>
#include <ATen/ops/linalg_vector_norm.h>

#include <algorithm>
#include <cmath>
#include <vector>

namespace torch4j::ops::cpu {
namespace {

template <typename scalar_t>
struct Example {
  at::Tensor tensor;
  scalar_t norm;
};

// Short tensors, in whose norms the elements after the last whole vector have the most weight.
template <typename scalar_t>
std::vector<Example<scalar_t>> examples() {
  std::vector<Example<scalar_t>> all;
  for (int64_t size = 2; size <= 48; ++size) {
    for (const double step : {0.7, 1.3, 1.9}) {
      const auto dtype = c10::CppTypeToScalarType<scalar_t>::value;
      const at::Tensor tensor =
          (at::arange(size, at::kDouble) * step + 0.1 * static_cast<double>(size)).sin().to(dtype);
      all.push_back({tensor, at::linalg_vector_norm(tensor, 2).template item<scalar_t>()});
    }
  }
  return all;
}

template <typename scalar_t>
std::optional<NormRounding> find_norm_rounding() {
  const auto all = examples<scalar_t>();
  for (const NormRounding rounding : {NormRounding{true, true}, {false, true}, {false, false}, {true, false}}) {
    const bool same = std::all_of(all.begin(), all.end(), [&](const Example<scalar_t>& example) {
      const NormInput<scalar_t> in{example.tensor.template const_data_ptr<scalar_t>(), example.tensor.numel(), 1};
      at::opmath_type<scalar_t> squares = 0;
      TORCH4J_ISA_CALL_TO_AVX2(sums_of_squares, &in, 1, rounding, &squares);
      return static_cast<scalar_t>(std::sqrt(squares)) == example.norm;
    });
    if (same) {
      return rounding;
    }
  }
  return std::nullopt;
}

}  // namespace

std::optional<NormRounding> norm_rounding(at::ScalarType dtype) {
  static const auto of_float = find_norm_rounding<float>();
  static const auto of_double = find_norm_rounding<double>();
  // The sum is computed in float32, in which the squares of these types are exact.
  static const auto of_half = find_norm_rounding<c10::Half>();
  static const auto of_bfloat16 = find_norm_rounding<c10::BFloat16>();
  switch (dtype) {
    case at::kFloat:
      return of_float;
    case at::kDouble:
      return of_double;
    case at::kHalf:
      return of_half;
    case at::kBFloat16:
      return of_bfloat16;
    default:
      return std::nullopt;
  }
}

}  // namespace torch4j::ops::cpu
