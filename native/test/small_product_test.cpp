// Each instruction set's variant of the product of small matrices, called directly, against its formula in double.
#include <algorithm>
#include <cmath>
#include <limits>

#include "ops/cpu/isa.h"
#include "ops/cpu/small_product_kernel.h"
#include "tensors.h"

namespace torch4j::ops::cpu {

TORCH4J_ISA_VARIANTS(void small_product(const SmallProduct& product))

}  // namespace torch4j::ops::cpu

namespace torch4j::test {
namespace {

using ops::cpu::SmallProduct;

// None, one, and around the lengths of vectors and of tiles.
constexpr int64_t kSizes[] = {0, 1, 2, 7, 8, 9, 10, 15, 16, 17, 31, 33, 48, 50, 64, 100};

// In c beyond its edges.
constexpr float kUntouched = 77;

struct Variant {
  const char* name;
  void (*small_product)(const SmallProduct&);
};

// Those that the CPU can run, whatever ATen was told to use.
std::vector<Variant> variants() {
  std::vector<Variant> all{{"DEFAULT", ops::cpu::DEFAULT::small_product}};
#ifdef TORCH4J_X86_KERNELS
  if (__builtin_cpu_supports("avx2") && __builtin_cpu_supports("fma")) {
    all.push_back({"AVX2", ops::cpu::AVX2::small_product});
  }
  if (__builtin_cpu_supports("avx512f") && __builtin_cpu_supports("avx512bw") && __builtin_cpu_supports("avx512vl") &&
      __builtin_cpu_supports("avx512dq")) {
    all.push_back({"AVX512", ops::cpu::AVX512::small_product});
  }
#endif
  return all;
}

struct Sizes {
  int64_t m, n, k;
};

std::ostream& operator<<(std::ostream& out, const Sizes& sizes) {
  return out << sizes.m << " x " << sizes.n << ", k " << sizes.k;
}

// Row-major, and nothing beyond its last number, such that AddressSanitizer finds who reads there.
struct Matrix {
  Matrix(int64_t rows, int64_t columns, int64_t gap, float fill)
      : rows(rows),
        columns(columns),
        ld(columns + gap),
        data(rows == 0 ? 0 : static_cast<size_t>(rows * ld - gap), fill) {}

  float& at(int64_t row, int64_t column) { return data[static_cast<size_t>(row * ld + column)]; }
  float at(int64_t row, int64_t column) const { return data[static_cast<size_t>(row * ld + column)]; }

  int64_t rows, columns, ld;
  std::vector<float> data;
};

// Numbers between -1 and 1, and NaN between the rows.
Matrix some(int64_t rows, int64_t columns, int seed) {
  Matrix result(rows, columns, 3, std::numeric_limits<float>::quiet_NaN());
  const at::Tensor values = numbers({rows, columns}, at::kFloat, seed);
  for (int64_t row = 0; row < rows; ++row) {
    std::copy_n(values.const_data_ptr<float>() + row * columns, columns, result.data.data() + row * result.ld);
  }
  return result;
}

Matrix transposed(const Matrix& matrix) {
  Matrix result(matrix.columns, matrix.rows, 5, std::numeric_limits<float>::quiet_NaN());
  for (int64_t row = 0; row < matrix.rows; ++row) {
    for (int64_t column = 0; column < matrix.columns; ++column) {
      result.at(column, row) = matrix.at(row, column);
    }
  }
  return result;
}

std::vector<double> formula(const Matrix& a, const Matrix& b) {
  std::vector<double> sums(static_cast<size_t>(a.rows * b.columns));
  for (int64_t row = 0; row < a.rows; ++row) {
    double* to = sums.data() + row * b.columns;
    for (int64_t i = 0; i < a.columns; ++i) {
      for (int64_t column = 0; column < b.columns; ++column) {
        to[column] += static_cast<double>(a.at(row, i)) * b.at(i, column);
      }
    }
  }
  return sums;
}

// What a product leaves of the numbers in c, or of NaN if it is not to be added to them.
Matrix result(const Variant& variant, SmallProduct product, const Matrix& c) {
  Matrix into(c.rows, c.columns, 3, kUntouched);
  for (int64_t row = 0; row < c.rows; ++row) {
    for (int64_t column = 0; column < c.columns; ++column) {
      into.at(row, column) = product.add ? c.at(row, column) : std::numeric_limits<float>::quiet_NaN();
    }
  }
  product.c = into.data.data();
  product.ldc = into.ld;
  variant.small_product(product);
  return into;
}

void expect_sums(const Matrix& actual, const std::vector<double>& sums, const Matrix* addend, int64_t k) {
  const double tolerance = 4e-7 * static_cast<double>(k + 1);  // a wrong or a missing number is far more
  int64_t wrong = 0;
  for (int64_t row = 0; row < actual.rows; ++row) {
    for (int64_t column = 0; column < actual.columns; ++column) {
      const double expected = sums[static_cast<size_t>(row * actual.columns + column)] +
                              (addend == nullptr ? 0.0 : static_cast<double>(addend->at(row, column)));
      wrong += std::abs(actual.at(row, column) - expected) <= tolerance ? 0 : 1;  // NaN is wrong, too
    }
    for (int64_t gap = actual.columns; row < actual.rows - 1 && gap < actual.ld; ++gap) {
      wrong += actual.at(row, gap) == kUntouched ? 0 : 1;
    }
  }
  EXPECT_EQ(wrong, 0);
}

// All variants, with both matrices as they are and transposed, from nothing and added to what is there.
void expect_product(const Sizes& sizes) {
  SCOPED_TRACE(sizes);
  const Matrix a = some(sizes.m, sizes.k, 1), b = some(sizes.k, sizes.n, 2), c = some(sizes.m, sizes.n, 3);
  const Matrix turned_a = transposed(a), turned_b = transposed(b);
  const std::vector<double> sums = formula(a, b);
  for (const Variant& variant : variants()) {
    for (int form = 0; form < 8; ++form) {
      SCOPED_TRACE(testing::Message() << variant.name << ", form " << form);
      const bool a_transposed = (form & 1) != 0, b_transposed = (form & 2) != 0, add = (form & 4) != 0;
      const Matrix &left = a_transposed ? turned_a : a, &right = b_transposed ? turned_b : b;
      const SmallProduct product{left.data.data(), right.data.data(), nullptr, sizes.m,      sizes.n,      sizes.k,
                                 left.ld,          right.ld,          0,       a_transposed, b_transposed, add};
      expect_sums(result(variant, product, c), sums, add ? &c : nullptr, sizes.k);
    }
  }
}

TEST(SmallProduct, awkwardSizes_areTheFormula) {
  for (const int64_t m : kSizes) {
    for (const int64_t n : kSizes) {
      for (const int64_t k : kSizes) {
        expect_product({m, n, k});
      }
    }
  }
}

TEST(SmallProduct, severalPartsOfK_areTheFormula) {
  for (const int64_t k : {191, 192, 193, 383, 384, 385, 784, 1000}) {
    expect_product({32, 64, k});
    expect_product({3, 5, k});
  }
}

#ifdef TORCH4J_X86_KERNELS
// The sums' order is no matter of a vector's length.
TEST(SmallProduct, avx2AndAvx512_areTheSameToTheBit) {
  const std::vector<Variant> all = variants();
  if (all.size() < 3) {
    GTEST_SKIP() << "this CPU has no AVX-512";
  }
  for (const int64_t k : {1, 33, 300}) {
    const Matrix a = some(19, k, 1), b = some(k, 43, 2), c = some(19, 43, 3);
    const SmallProduct product{a.data.data(), b.data.data(), nullptr, 19, 43, k, a.ld, b.ld, 0, false, false, true};
    EXPECT_EQ(result(all[1], product, c).data, result(all[2], product, c).data) << k;
  }
}
#endif

// 0 times NaN is NaN: no number is passed over.
TEST(SmallProduct, notFinite_staysSo) {
  for (const Variant& variant : variants()) {
    Matrix a = some(9, 20, 1), b = some(20, 17, 2);
    const Matrix c = some(9, 17, 3);
    a.at(8, 19) = std::numeric_limits<float>::infinity();
    b.at(19, 16) = 0;
    const SmallProduct product{a.data.data(), b.data.data(), nullptr, 9, 17, 20, a.ld, b.ld, 0, false, false, false};
    const Matrix actual = result(variant, product, c);
    EXPECT_TRUE(std::isnan(actual.at(8, 16))) << variant.name;
    EXPECT_TRUE(std::isinf(actual.at(8, 15))) << variant.name;
    EXPECT_TRUE(std::isfinite(actual.at(7, 16))) << variant.name;
  }
}

}  // namespace
}  // namespace torch4j::test
