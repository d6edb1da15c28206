// Calls the variants of each kernel for the instruction sets directly. All but the default variant, which has no fused
// multiply-add, must agree bitwise.
#include <ATen/ops/full.h>
#include <ATen/ops/linalg_vector_norm.h>

#include <cmath>

#include "ops/cpu/adam_kernel.h"
#include "ops/cpu/norm_rounding.h"
#include "ops/cpu/scale_kernel.h"
#include "ops/cpu/sgd_kernel.h"
#include "tensors.h"

namespace torch4j::ops::cpu {

TORCH4J_ISA_VARIANTS(template <typename scalar_t>
                     void adam_chunk(const AdamChunk<scalar_t>& chunk, const AdamHyperparameters& numbers);
                     template <typename scalar_t>
                     void sgd_chunk(const SgdChunk<scalar_t>& chunk, const SgdHyperparameters& numbers);
                     template <typename scalar_t>
                     void scale_chunk(const ScaleChunk<scalar_t>& chunk, const GradScaling& scaling);
                     template <typename scalar_t> bool is_finite(const scalar_t* from, int64_t size))

}  // namespace torch4j::ops::cpu

#ifdef TORCH4J_X86_KERNELS
namespace torch4j::test::kernel_variants_test {
namespace {

using namespace ops::cpu;

constexpr int64_t kSizes[] = {0, 1, 3, 4, 7, 8, 9, 12, 15, 16, 17, 24, 31, 33, 100, 1003};

// Whether the CPU supports AVX-512, whatever instruction set ATen was configured to use.
bool has_avx512() {
  return __builtin_cpu_supports("avx512f") && __builtin_cpu_supports("avx512bw") &&
         __builtin_cpu_supports("avx512vl") && __builtin_cpu_supports("avx512dq");
}

bool has_avx2() {
  return __builtin_cpu_supports("avx2") && __builtin_cpu_supports("fma");
}

template <typename scalar_t>
class Numbers {
 public:
  Numbers(int64_t size, int seed, bool positive = false)
      : tensor_(numbers({size}, c10::CppTypeToScalarType<scalar_t>::value, seed)) {
    if (positive) {
      tensor_ = tensor_.abs();
    }
  }

  scalar_t* data() { return tensor_.template mutable_data_ptr<scalar_t>(); }
  const at::Tensor& tensor() const { return tensor_; }

 private:
  at::Tensor tensor_;
};

// The parameter, gradient and three state tensors after one call of a kernel.
template <typename scalar_t, typename Call>
std::vector<at::Tensor> after(int64_t size, const Call& call) {
  Numbers<scalar_t> param(size, 1), grad(size, 2), avg(size, 3), square(size, 4, true), largest(size, 5, true);
  call(param.data(), grad.data(), avg.data(), square.data(), largest.data());
  return {param.tensor(), grad.tensor(), avg.tensor(), square.tensor(), largest.tensor()};
}

void expect_all(const std::vector<at::Tensor>& actual, const std::vector<at::Tensor>& expected, bool bitwise) {
  for (size_t i = 0; i < actual.size(); ++i) {
    if (bitwise) {
      expect_same(actual[i], expected[i]);
    } else {
      expect_close(actual[i], elements(expected[i]));
    }
  }
}

// kernel(variant) returns the results of a variant.
template <typename Kernel>
void expect_variants_agree(const Kernel& kernel) {
  if (!has_avx2()) {
    GTEST_SKIP() << "this CPU has no AVX2";
  }
  const auto avx2 = kernel(1);
  expect_all(kernel(0), avx2, /*bitwise=*/false);
  if (has_avx512()) {
    expect_all(kernel(2), avx2, /*bitwise=*/true);
  }
}

#define VARIANT(number, function, ...)            \
  (number == 0   ? DEFAULT::function(__VA_ARGS__) \
   : number == 1 ? AVX2::function(__VA_ARGS__)    \
                 : AVX512::function(__VA_ARGS__))

template <typename scalar_t>
void expect_adam_agree(const AdamHyperparameters& n) {
  for (const int64_t size : kSizes) {
    SCOPED_TRACE(size);
    expect_variants_agree([&](int variant) {
      return after<scalar_t>(size, [&](auto* param, auto* grad, auto* avg, auto* square, auto* largest) {
        const AdamChunk<scalar_t> chunk{param, grad, avg, square, largest, size, 0.01, 0.7};
        VARIANT(variant, adam_chunk, chunk, n);
      });
    });
  }
}

TEST(KernelVariants, adam_variantsAgree) {
  for (const AdamHyperparameters& n :
       {AdamHyperparameters{0.01, 0.9, 0.95, 0.1, 1e-3, false, false, false},
        AdamHyperparameters{0.01, 0.3, 0.95, 0.1, 1e-3, true, true, true, {0.37, 0.73}, true},
        AdamHyperparameters{0.01, 0.9, 0.95, 0, 1e-3, true, false, true, {0.37, 0.73}}}) {
    expect_adam_agree<float>(n);
    expect_adam_agree<double>(n);
  }
}

template <typename scalar_t>
void expect_sgd_agree(const SgdHyperparameters& n) {
  for (const int64_t size : kSizes) {
    SCOPED_TRACE(size);
    expect_variants_agree([&](int variant) {
      return after<scalar_t>(size, [&](auto* param, auto* grad, auto* avg, auto*, auto*) {
        const SgdChunk<scalar_t> chunk{param, grad, avg, size};
        VARIANT(variant, sgd_chunk, chunk, n);
      });
    });
  }
}

TEST(KernelVariants, sgd_variantsAgree) {
  for (const SgdHyperparameters& n : {SgdHyperparameters{0.1, 0, 0, 0, false, false, false},
                                      SgdHyperparameters{0.1, 0.9, 0.2, 0.1, false, true, false, {0.37, 0.73}, true},
                                      SgdHyperparameters{0.1, 0.9, 0, 0.1, true, false, false, {0.37, 0.73}}}) {
    expect_sgd_agree<float>(n);
    expect_sgd_agree<double>(n);
  }
}

template <typename scalar_t>
void expect_scale_agree() {
  for (const int64_t size : kSizes) {
    SCOPED_TRACE(size);
    const auto kernel = [&](int variant) {
      return after<scalar_t>(size, [&](auto* param, auto* grad, auto*, auto*, auto*) {
        const ScaleChunk<scalar_t> chunk{param, grad, size};
        const GradScaling scaling{0.37, 0.73};
        VARIANT(variant, scale_chunk, chunk, scaling);
      });
    };
    expect_variants_agree(kernel);
    expect_all(kernel(0), kernel(1), /*bitwise=*/true);  // without additions, the default variant agrees bitwise too
  }
}

TEST(KernelVariants, scale_variantsAgree) {
  expect_scale_agree<float>();
  expect_scale_agree<double>();
  expect_scale_agree<c10::Half>();
  expect_scale_agree<c10::BFloat16>();
}

template <typename scalar_t>
void expect_found_at_every_position() {
  for (int variant = 0; variant < (has_avx512() ? 3 : 2); ++variant) {
    for (const int64_t size : kSizes) {
      Numbers<scalar_t> plain(size, 1);
      EXPECT_TRUE(VARIANT(variant, is_finite, static_cast<const scalar_t*>(plain.data()), size));
      for (int64_t i = 0; i < std::min<int64_t>(size, 40); ++i) {
        Numbers<scalar_t> one(size, 1);
        one.data()[i] = static_cast<scalar_t>(i % 2 == 0 ? -INFINITY : NAN);
        EXPECT_FALSE(VARIANT(variant, is_finite, static_cast<const scalar_t*>(one.data()), size)) << i;
      }
    }
  }
}

TEST(KernelVariants, isFinite_findsInfAndNanAtEveryPosition) {
  if (!has_avx2()) {
    GTEST_SKIP() << "this CPU has no AVX2";
  }
  expect_found_at_every_position<float>();
  expect_found_at_every_position<double>();
  expect_found_at_every_position<c10::Half>();
  expect_found_at_every_position<c10::BFloat16>();
}

template <typename scalar_t>
void expect_norms_agree() {
  for (const int64_t size : kSizes) {
    Numbers<scalar_t> grad(size, 1);
    const NormInput<scalar_t> in{grad.data(), size, 0.37};
    at::opmath_type<scalar_t> plain = 0, wide = 0;
    DEFAULT::sums_of_squares(&in, 1, NormRounding{}, &plain);
    AVX2::sums_of_squares(&in, 1, NormRounding{}, &wide);
    EXPECT_EQ(plain, wide) << size;  // without fused multiply-add, both add in the same order
    EXPECT_EQ(DEFAULT::largest_magnitude(in), AVX2::largest_magnitude(in)) << size;
    const double exact = std::pow(at::linalg_vector_norm(grad.tensor().to(at::kDouble)).template item<double>(), 2);
    EXPECT_NEAR(plain, exact * 0.37 * 0.37, 0.01 * exact + 1e-12) << size;
  }
}

TEST(KernelVariants, norms_variantsAgree) {
  if (!has_avx2()) {
    GTEST_SKIP() << "this CPU has no AVX2";
  }
  expect_norms_agree<float>();
  expect_norms_agree<double>();
  expect_norms_agree<c10::Half>();
  expect_norms_agree<c10::BFloat16>();
}

}  // namespace
}  // namespace torch4j::test::kernel_variants_test
#endif
