#include "aten/bmm.h"

#include <ATen/Context.h>
#include <ATen/ExpandUtils.h>
#include <ATen/ops/baddbmm_cpu_dispatch.h>
#include <ATen/ops/bmm_cpu_dispatch.h>
#include <ATen/ops/empty.h>
#include <torch/library.h>

#include <algorithm>
#include <limits>
#include <vector>

#include "aten/cblas.h"
#include "aten/factors.h"
#include "aten/quiet_warnings.h"
#include "threads/loaded_library.h"

namespace torch4j {
namespace {

using namespace cblas;

// cblas_?gemm_batch with one group: `batch` products of the same shape.
template <typename scalar_t>
using GemmBatch = void(Layout, const Transpose* trans_a, const Transpose* trans_b, const int* m, const int* n,
                       const int* k, const scalar_t* alpha, const scalar_t** a, const int* lda, const scalar_t** b,
                       const int* ldb, const scalar_t* beta, scalar_t** c, const int* ldc, int groups,
                       const int* batch);

GemmBatch<float>* sgemm_batch = nullptr;
GemmBatch<double>* dgemm_batch = nullptr;

template <typename scalar_t>
GemmBatch<scalar_t>* gemm_batch() {
  if constexpr (std::is_same_v<scalar_t, float>) {
    return sgemm_batch;
  } else {
    return dgemm_batch;
  }
}

// How BLAS sees each matrix of a batch: its rows one after the other in memory, or its columns.
struct Strided {
  Transpose transpose;
  int64_t leading;

  explicit Strided(const at::Tensor& batch)
      : transpose(by_rows(batch) ? kNoTranspose : kTransposed),
        leading(std::max<int64_t>(transpose == kNoTranspose ? batch.stride(1) : batch.stride(2),
                                  transpose == kNoTranspose ? batch.size(2) : batch.size(1))) {}

  static bool by_rows(const at::Tensor& batch) { return strided(batch, 1, 2); }
  static bool by_columns(const at::Tensor& batch) { return strided(batch, 2, 1); }

 private:
  static bool strided(const at::Tensor& batch, int64_t outer, int64_t inner) {
    return (batch.stride(inner) == 1 || batch.size(inner) == 1) &&
           (batch.size(outer) == 1 || batch.stride(outer) >= batch.size(inner));
  }
};

bool takes(const at::Tensor& batch) {
  constexpr int64_t kMost = std::numeric_limits<int>::max();
  return batch.dim() == 3 && batch.is_cpu() && batch.layout() == at::kStrided && !batch.is_conj() && !batch.is_neg() &&
         (Strided::by_rows(batch) || Strided::by_columns(batch)) && batch.numel() > 0 &&
         std::all_of(batch.sizes().begin(), batch.sizes().end(), [](int64_t size) { return size <= kMost; }) &&
         Strided(batch).leading <= kMost;
}

// Tiny matrices are quicker in ATen's own loop, and go there with a built-in MKL, too.
constexpr int64_t kTiny = 400;

bool takes(const at::Tensor& a, const at::Tensor& b) {
  const at::ScalarType dtype = a.scalar_type();
  // A lower precision of products, where the user allows it, is oneDNN's work in ATen's kernel.
  return at::globalContext().float32MatmulPrecision() == at::Float32MatmulPrecision::HIGHEST &&
         (dtype == at::kFloat || dtype == at::kDouble) && b.scalar_type() == dtype && takes(a) && takes(b) &&
         a.size(0) == b.size(0) && a.size(2) == b.size(1) && a.size(1) * a.size(2) * b.size(2) >= kTiny;
}

template <typename scalar_t>
std::vector<scalar_t*> first_matrices(const at::Tensor& batch, int count) {
  std::vector<scalar_t*> each(count);
  auto* data = const_cast<scalar_t*>(batch.const_data_ptr<std::remove_const_t<scalar_t>>());
  for (size_t i = 0; i < each.size(); ++i) {
    each[i] = data + i * batch.stride(0);
  }
  return each;
}

// Every matrix of `a` is multiplied by the same one, and all rows of `a` have one distance: `a` is one tall matrix.
bool is_one_product(const at::Tensor& a, const Strided& left, const at::Tensor& b) {
  return b.stride(0) == 0 && left.transpose == kNoTranspose && a.stride(0) == a.size(1) * left.leading &&
         a.size(0) * a.size(1) <= std::numeric_limits<int>::max();
}

// c = beta * c + alpha * a @ b, matrix by matrix; c is contiguous.
template <typename scalar_t>
void multiply(const at::Tensor& a, const at::Tensor& b, const at::Tensor& c, scalar_t alpha, scalar_t beta) {
  const Strided left(a), right(b);
  const bool one = is_one_product(a, left, b);
  const int products = one ? 1 : static_cast<int>(c.size(0)),
            m = static_cast<int>(one ? c.size(0) * c.size(1) : c.size(1)), n = static_cast<int>(c.size(2)),
            k = static_cast<int>(a.size(2)), lda = static_cast<int>(left.leading),
            ldb = static_cast<int>(right.leading), ldc = n;
  auto as = first_matrices<const scalar_t>(a, products);
  auto bs = first_matrices<const scalar_t>(b, products);
  auto cs = first_matrices<scalar_t>(c, products);
  gemm_batch<scalar_t>()(kRowMajor, &left.transpose, &right.transpose, &m, &n, &k, &alpha, as.data(), &lda, bs.data(),
                         &ldb, &beta, cs.data(), &ldc, 1, &products);
}

void multiply(const at::Tensor& a, const at::Tensor& b, const at::Tensor& c, double alpha, double beta) {
  if (c.scalar_type() == at::kFloat) {
    multiply<float>(a, b, c, static_cast<float>(alpha), static_cast<float>(beta));
  } else {
    multiply<double>(a, b, c, alpha, beta);
  }
}

at::Tensor bmm(const at::Tensor& a, const at::Tensor& b) {
  if (!takes(a, b)) {
    return at::cpu::bmm(a, b);
  }
  at::Tensor result = at::empty({a.size(0), a.size(1), b.size(2)}, a.options());
  multiply(a, b, result, 1.0, 0.0);
  return result;
}

bool takes_sum(const at::Tensor& self, at::ScalarType dtype) {
  return self.scalar_type() == dtype && self.is_cpu() && self.layout() == at::kStrided;
}

bool takes_factor(const at::Scalar& factor) {
  return !factor.isComplex() && is_finite(factor);
}

at::Tensor baddbmm(const at::Tensor& self, const at::Tensor& a, const at::Tensor& b, const at::Scalar& beta,
                   const at::Scalar& alpha) {
  if (!takes_factor(alpha) || !takes_factor(beta) || !takes(a, b) || !takes_sum(self, a.scalar_type()) ||
      beta.toDouble() == 0) {
    return at::cpu::baddbmm(self, a, b, beta, alpha);
  }
  at::Tensor result = at::empty({a.size(0), a.size(1), b.size(2)}, a.options());
  result.copy_(*at::expand_size(self, result.sizes(), "baddbmm"));
  multiply(a, b, result, alpha.toDouble(), beta.toDouble());
  return result;
}

void take_the_place_of_atens() {
  const QuietWarnings quiet;
  static torch::Library library(torch::Library::IMPL, "aten", c10::DispatchKey::CPU, __FILE__, __LINE__);
  library.impl("bmm", bmm);
  library.impl("baddbmm", baddbmm);
}

}  // namespace

bool install_bmm() {
  static const bool taken = [] {
    sgemm_batch = symbol<GemmBatch<float>>(kMkl, "cblas_sgemm_batch");
    dgemm_batch = symbol<GemmBatch<double>>(kMkl, "cblas_dgemm_batch");
    if (at::globalContext().hasMKL() || sgemm_batch == nullptr || dgemm_batch == nullptr) {
      return false;
    }
    take_the_place_of_atens();
    return true;
  }();
  return taken;
}

}  // namespace torch4j
