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

namespace torch4j {
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

at::Tensor by_mkl(const Operand& a, const Operand& b, const std::optional<at::Tensor>& bias) {
  const int64_t m = a.rows(), n = b.columns(), k = a.columns();
  at::Tensor result = at::detail::empty_cpu({m, n}, at::kFloat);
  auto* data = static_cast<float*>(result.mutable_data_ptr());
  if (bias) {
    for (int64_t row = 0; row < m; ++row) {
      std::copy_n(bias->const_data_ptr<float>(), n, data + row * n);
    }
  }
  const auto width = [](const at::Tensor& matrix) { return static_cast<int>(matrix.size(1)); };
  sgemm()(cblas::kRowMajor, transpose(a), transpose(b), static_cast<int>(m), static_cast<int>(n), static_cast<int>(k),
          1, a.matrix.const_data_ptr<float>(), width(a.matrix), b.matrix.const_data_ptr<float>(), width(b.matrix),
          bias ? 1 : 0, data, static_cast<int>(n));
  return result;
}

at::Tensor by_onednn(const at::Tensor& a, const at::Tensor& b, const std::optional<at::Tensor>& bias) {
  at::Tensor result = at::detail::empty_cpu({a.size(0), b.size(1)}, at::kFloat);
  if (bias) {
    result.copy_(*bias);
  }
  multiply_by_onednn(a, b, result, /*add=*/bias.has_value());
  return result;
}

at::Tensor by_operators(const Operand& a, const Operand& b, const std::optional<at::Tensor>& bias) {
  return bias ? at::addmm(*bias, a.view(), b.view()) : at::mm(a.view(), b.view());
}

}  // namespace

at::Tensor product(const Operand& a, const Operand& b, const std::optional<at::Tensor>& bias) {
  const at::AutoDispatchBelowADInplaceOrView unrecorded;
  const int64_t multiplications = a.rows() * a.columns() * b.columns();
  const WorthwhileThreads threads(multiplications);
  if (sgemm() == nullptr || !takes(a.matrix) || !takes(b.matrix) || (bias && !takes(*bias))) {
    return by_operators(a, b, bias);
  }
  RECORD_FUNCTION("torch4j::product", std::vector<c10::IValue>());
  if (onednn_is_faster(multiplications)) {
    return by_onednn(a.view(), b.view(), bias);
  }
  return by_mkl(a, b, bias);
}

}  // namespace torch4j
