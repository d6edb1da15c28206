#include <ATen/TensorOperators.h>
#include <ATen/core/dispatch/Dispatcher.h>
#include <ATen/core/grad_mode.h>
#include <ATen/native/ForeachUtils.h>
#include <ATen/ops/_foreach_mul.h>
#include <ATen/ops/_foreach_norm.h>
#include <ATen/ops/isfinite.h>
#include <ATen/ops/linalg_vector_norm.h>
#include <ATen/ops/stack.h>
#include <ATen/ops/zeros.h>
#include <torch/library.h>

#include <cmath>
#include <unordered_map>
#include <vector>

#include "ops/ops.h"

namespace torch4j::ops {
namespace {

// Lists of one device and dtype each. By the hash map that Python groups with: its order decides the order in which
// norms are added, and so their last bit.
using Kinds = std::unordered_map<at::native::DeviceDtypeKey, std::vector<at::Tensor>,
                                 at::native::ParamsHash<at::native::DeviceDtypeKey>>;

Kinds by_kind(at::TensorList tensors) {
  Kinds kinds;
  for (const at::Tensor& tensor : tensors) {
    kinds[{tensor.device(), tensor.scalar_type()}].push_back(tensor);
  }
  return kinds;
}

at::Tensor total_norm(const Kinds& kinds, at::Device device, double norm_type) {
  std::vector<at::Tensor> norms;
  for (const auto& [kind, tensors] : kinds) {
    for (const at::Tensor& norm : at::_foreach_norm(tensors, norm_type)) {
      norms.push_back(norm.to(device));
    }
  }
  return at::linalg_vector_norm(at::stack(norms), norm_type);
}

at::Tensor kernel(at::TensorList grads, double max_norm, double norm_type, bool error_if_nonfinite) {
  TORCH_CHECK(!std::isnan(max_norm) && max_norm >= 0, "clip_grad_norm_: max_norm: got ", max_norm, ", expected >= 0");
  TORCH_CHECK(!std::isnan(norm_type), "clip_grad_norm_: norm_type: got NaN, expected a number or infinity");
  if (grads.empty()) {
    return at::zeros({});
  }
  const at::NoGradGuard no_grad;
  const auto kinds = by_kind(grads);
  const at::Tensor norm = total_norm(kinds, grads[0].device(), norm_type);
  TORCH_CHECK(!error_if_nonfinite || at::isfinite(norm).item<bool>(), "The total norm of order ", norm_type,
              " for gradients from `parameters` is non-finite, so it cannot be clipped. To disable this error and "
              "scale the gradients by the non-finite norm anyway, set errorIfNonfinite to false");
  // Clamped and not tested: no synchronisation with the device. Python's number / tensor is this very product.
  const at::Tensor coefficient = ((norm + 1e-6).reciprocal() * max_norm).clamp_max(1.0);
  for (const auto& [kind, tensors] : kinds) {
    at::_foreach_mul_(tensors, coefficient.to(kind.first));
  }
  return norm;
}

}  // namespace

at::Tensor clip_grad_norm_(at::TensorList grads, double max_norm, double norm_type, bool error_if_nonfinite) {
  static const auto op =
      c10::Dispatcher::singleton().findSchemaOrThrow("torch4j::clip_grad_norm_", "").typed<decltype(clip_grad_norm_)>();
  return op.call(grads, max_norm, norm_type, error_if_nonfinite);
}

TORCH_LIBRARY_FRAGMENT(torch4j, m) {
  m.def(
      "clip_grad_norm_(Tensor(a!)[] grads, float max_norm, float norm_type=2.0, bool error_if_nonfinite=False) "
      "-> Tensor");
}

TORCH_LIBRARY_IMPL(torch4j, CompositeExplicitAutograd, m) {
  m.impl("clip_grad_norm_", kernel);
}

// Nothing of it is recorded, whatever the grad mode.
TORCH_LIBRARY_IMPL(torch4j, Autograd, m) {
  m.impl("clip_grad_norm_", torch::CppFunction::makeFallthrough());
}

}  // namespace torch4j::ops
