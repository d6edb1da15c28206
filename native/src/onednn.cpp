#include "onednn.h"

#include <ATen/Context.h>
#include <ATen/EmptyTensor.h>
#include <ATen/ExpandUtils.h>
#include <ATen/Version.h>
#include <ATen/ops/addmm_cpu_dispatch.h>
#include <ATen/ops/mm_cpu_dispatch.h>
#include <torch/library.h>

#include <algorithm>

#include "blas_threads.h"
#include "loaded_library.h"
#include "quiet_warnings.h"

// LibTorch exports it, and has no header for it.
namespace at::native {
void mkldnn_matmul(const Tensor& a, const Tensor& b, const Tensor& result, float beta, float alpha);
}

namespace torch4j {
namespace {

bool takes(const at::Tensor& tensor) {
  return tensor.is_cpu() && tensor.scalar_type() == at::kFloat && tensor.layout() == at::kStrided && !tensor.is_neg();
}

at::Tensor mm(const at::Tensor& a, const at::Tensor& b) {
  if (!onednn_is_faster(a, b)) {
    return at::cpu::mm(a, b);
  }
  at::Tensor result = at::detail::empty_cpu({a.size(0), b.size(1)}, at::kFloat);
  multiply_by_onednn(a, b, result);
  return result;
}

at::Tensor addmm(const at::Tensor& self, const at::Tensor& a, const at::Tensor& b, const at::Scalar& beta,
                 const at::Scalar& alpha) {
  const bool sum = beta.equal(1) && alpha.equal(1);
  if (!sum || !takes(self) || !onednn_is_faster(a, b)) {
    return at::cpu::addmm(self, a, b, beta, alpha);
  }
  at::Tensor result = at::detail::empty_cpu({a.size(0), b.size(1)}, at::kFloat);
  result.copy_(*at::expand_size(self, result.sizes(), "addmm"));
  multiply_by_onednn(a, b, result, /*add=*/true);
  return result;
}

}  // namespace

bool mkl_has_narrower_vectors() {
#ifdef __x86_64__
  static const bool narrower = symbol<void()>(kMkl, "cblas_sgemm") != nullptr && at::hasMKLDNN() &&
                               at::get_cpu_capability() == "AVX512" && __builtin_cpu_is("intel") == 0;
  return narrower;
#else
  return false;
#endif
}

bool onednn_is_faster(int64_t m, int64_t k, int64_t n, int64_t batch) {
  constexpr int64_t kThin = 4;
  return m * k * n * batch >= kProductWorthThreads && std::min({m, k, n}) >= kThin && mkl_has_narrower_vectors() &&
         at::globalContext().userEnabledMkldnn();
}

bool onednn_is_faster(const at::Tensor& a, const at::Tensor& b) {
  return takes(a) && takes(b) && a.dim() == b.dim() && (a.dim() == 2 || (a.dim() == 3 && a.size(0) == b.size(0))) &&
         a.size(-1) == b.size(-2) &&
         onednn_is_faster(a.size(-2), a.size(-1), b.size(-1), a.dim() == 3 ? a.size(0) : 1);
}

void multiply_by_onednn(const at::Tensor& a, const at::Tensor& b, const at::Tensor& result, bool add) {
  at::native::mkldnn_matmul(a, b, result, /*beta=*/add ? 1 : 0, /*alpha=*/1);
}

bool products_through_onednn() {
  static const bool taken = [] {
    if (!mkl_has_narrower_vectors()) {
      return false;
    }
    const QuietWarnings quiet;
    static torch::Library library(torch::Library::IMPL, "aten", c10::DispatchKey::CPU, __FILE__, __LINE__);
    library.impl("mm", mm);
    library.impl("addmm", addmm);
    return true;
  }();
  return taken;
}

}  // namespace torch4j
