#include "products.h"

#include <ATen/EmptyTensor.h>
#include <ATen/ops/addmm.h>
#include <ATen/ops/mm.h>
#include <ATen/record_function.h>

#include <algorithm>
#include <limits>

#include "blas_threads.h"
#include "cblas.h"
#include "loaded_library.h"
#include "onednn.h"
#include "ops/cpu/isa.h"
#include "ops/cpu/small_product_kernel.h"

namespace torch4j {

namespace ops::cpu {

TORCH4J_ISA_VARIANTS(void small_product(const SmallProduct& product))

}  // namespace ops::cpu

namespace {

// cblas_sgemm
using Gemm = void(cblas::Layout, cblas::Transpose, cblas::Transpose, int m, int n, int k, float alpha, const float* a,
                  int lda, const float* b, int ldb, float beta, float* c, int ldc);

Gemm* sgemm() {
  static Gemm* const found = symbol<Gemm>(kMkl, "cblas_sgemm");
  return found;
}

bool takes(const at::Tensor& tensor) {
  return tensor.scalar_type() == at::kFloat && tensor.is_contiguous() && tensor.numel() > 0 &&
         tensor.numel() <= std::numeric_limits<int>::max();
}

cblas::Transpose transpose(const Operand& operand) {
  return operand.transposed ? cblas::kTransposed : cblas::kNoTranspose;
}

// Each row is the bias, or what memory has.
at::Tensor with_bias(int64_t rows, int64_t columns, const std::optional<at::Tensor>& bias) {
  at::Tensor result = at::detail::empty_cpu({rows, columns}, at::kFloat);
  if (bias) {
    auto* data = result.mutable_data_ptr<float>();
    for (int64_t row = 0; row < rows; ++row) {
      std::copy_n(bias->const_data_ptr<float>(), columns, data + row * columns);
    }
  }
  return result;
}

// The kernel reads b anew for each eight rows of a, and turns it if it has to: too much for a few rows. For a few
// columns MKL has other sums, which are quick enough.
bool kernel_is_faster(int64_t m, int64_t k, int64_t n) {
  return m * k * n < kProductWorthThreads && m >= 8 && n >= 12 && mkl_has_narrower_vectors();
}

// On one thread, and with the bits of MKL.
at::Tensor by_kernel(const Operand& a, const Operand& b, const std::optional<at::Tensor>& bias) {
  using namespace ops::cpu;
  at::Tensor result = with_bias(a.rows(), b.columns(), bias);
  const SmallProduct product{a.matrix.const_data_ptr<float>(), b.matrix.const_data_ptr<float>(),
                             result.mutable_data_ptr<float>(), a.rows(), b.columns(), a.columns(), a.matrix.size(1),
                             b.matrix.size(1), b.columns(), a.transposed, b.transposed, bias.has_value()};
  TORCH4J_ISA_CALL(small_product, product);
  return result;
}

at::Tensor by_mkl(const Operand& a, const Operand& b, const std::optional<at::Tensor>& bias) {
  const int64_t m = a.rows(), n = b.columns(), k = a.columns();
  at::Tensor result = with_bias(m, n, bias);
  const auto width = [](const at::Tensor& matrix) { return static_cast<int>(matrix.size(1)); };
  sgemm()(cblas::kRowMajor, transpose(a), transpose(b), static_cast<int>(m), static_cast<int>(n), static_cast<int>(k),
          1, a.matrix.const_data_ptr<float>(), width(a.matrix), b.matrix.const_data_ptr<float>(), width(b.matrix),
          bias ? 1 : 0, result.mutable_data_ptr<float>(), static_cast<int>(n));
  return result;
}

at::Tensor by_onednn(const Operand& a, const Operand& b, const std::optional<at::Tensor>& bias) {
  at::Tensor result = with_bias(a.rows(), b.columns(), bias);
  multiply_by_onednn(a.view(), b.view(), result, /*add=*/bias.has_value());
  return result;
}

at::Tensor by_operators(const Operand& a, const Operand& b, const std::optional<at::Tensor>& bias) {
  return bias ? at::addmm(*bias, a.view(), b.view()) : at::mm(a.view(), b.view());
}

}  // namespace

at::Tensor product(const Operand& a, const Operand& b, const std::optional<at::Tensor>& bias) {
  const at::AutoDispatchBelowADInplaceOrView unrecorded;
  const int64_t m = a.rows(), k = a.columns(), n = b.columns();
  if (sgemm() == nullptr || !takes(a.matrix) || !takes(b.matrix) || (bias && !takes(*bias))) {
    const WorthwhileThreads threads(m * k * n);
    return by_operators(a, b, bias);
  }
  RECORD_FUNCTION("torch4j::product", std::vector<c10::IValue>());
  if (kernel_is_faster(m, k, n)) {
    return by_kernel(a, b, bias);
  }
  if (onednn_is_faster(m, k, n)) {
    return by_onednn(a, b, bias);
  }
  const WorthwhileThreads threads(m * k * n);
  return by_mkl(a, b, bias);
}

}  // namespace torch4j
