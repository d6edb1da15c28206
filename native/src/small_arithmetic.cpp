#include "small_arithmetic.h"

#include <ATen/EmptyTensor.h>
#include <ATen/ops/add_cpu_dispatch.h>
#include <ATen/ops/div_cpu_dispatch.h>
#include <ATen/ops/mul_cpu_dispatch.h>
#include <ATen/ops/sub_cpu_dispatch.h>
#include <torch/library.h>

#include <functional>
#include <mutex>

#include "quiet_warnings.h"

namespace torch4j {
namespace {

// ATen's widest vectors make up for the iterator in tensors several times as large.
constexpr int64_t kSmall = 1024;

bool plain(const at::Tensor& tensor) {
  // A number that became a tensor decides on no dtype.
  return tensor.is_contiguous() && !tensor.unsafeGetTensorImpl()->is_wrapped_number();
}

bool takes(const at::Tensor& a, const at::Tensor& b) {
  const at::ScalarType dtype = a.scalar_type();
  return (dtype == at::kFloat || dtype == at::kDouble) && b.scalar_type() == dtype && a.numel() <= kSmall &&
         a.sizes() == b.sizes() && plain(a) && plain(b);
}

template <typename scalar_t, typename Operation>
at::Tensor each(const at::Tensor& a, const at::Tensor& b, const Operation& operation) {
  at::Tensor result = at::detail::empty_cpu(a.sizes(), a.scalar_type());
  const auto* left = a.const_data_ptr<scalar_t>();
  const auto* right = b.const_data_ptr<scalar_t>();
  auto* __restrict__ to = result.mutable_data_ptr<scalar_t>();
  const int64_t size = a.numel();
  for (int64_t i = 0; i < size; ++i) {
    to[i] = operation(left[i], right[i]);
  }
  return result;
}

template <typename Operation>
at::Tensor each(const at::Tensor& a, const at::Tensor& b, const Operation& operation) {
  return a.scalar_type() == at::kFloat ? each<float>(a, b, operation) : each<double>(a, b, operation);
}

at::Tensor add(const at::Tensor& a, const at::Tensor& b, const at::Scalar& alpha) {
  return alpha.equal(1) && takes(a, b) ? each(a, b, std::plus<>()) : at::cpu::add(a, b, alpha);
}

at::Tensor sub(const at::Tensor& a, const at::Tensor& b, const at::Scalar& alpha) {
  return alpha.equal(1) && takes(a, b) ? each(a, b, std::minus<>()) : at::cpu::sub(a, b, alpha);
}

at::Tensor mul(const at::Tensor& a, const at::Tensor& b) {
  return takes(a, b) ? each(a, b, std::multiplies<>()) : at::cpu::mul(a, b);
}

at::Tensor div(const at::Tensor& a, const at::Tensor& b) {
  return takes(a, b) ? each(a, b, std::divides<>()) : at::cpu::div(a, b);
}

}  // namespace

void compute_small_tensors_at_once() {
  static torch::Library library(torch::Library::IMPL, "aten", c10::DispatchKey::CPU, __FILE__, __LINE__);
  static std::once_flag once;
  std::call_once(once, [] {
    const QuietWarnings quiet;
    library.impl("add.Tensor", add);
    library.impl("sub.Tensor", sub);
    library.impl("mul.Tensor", mul);
    library.impl("div.Tensor", div);
  });
}

}  // namespace torch4j
