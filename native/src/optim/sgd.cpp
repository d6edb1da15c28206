#include "optim/sgd.h"

#include <ATen/core/grad_mode.h>
#include <ATen/ops/empty_like.h>

#include <optional>

#include "ops/ops.h"
#include "optim/group_options.h"
#include "optim/grouped_tensors.h"

namespace torch4j {
namespace {

enum SgdSlot { kMomentumBuffer };

// Throws if a sparse gradient, or a dense one with a sparse momentum buffer, does not go with the options: weight decay
// and Nesterov momentum with a dense buffer would make the update dense. Python fails only after it has updated the
// momentum buffer.
void check_layout(const OptimizerState::Group& group, const SgdOptions& o, size_t g, size_t i) {
  const at::Tensor& grad = grad_of(group.params[i]);
  const at::Tensor& buffer = group.slots[kMomentumBuffer][i];
  const bool is_sparse = grad.layout() != at::kStrided;
  const bool has_buffer = o.momentum != 0 && buffer.defined(), sparse_buffer = has_buffer && buffer.is_sparse();
  const auto check = [&](bool valid, const auto&... expected) {
    TORCH_CHECK(valid, "SGD: gradient of parameter ", i, " in group ", g, ": got ", grad.layout(), " ",
                grad.scalar_type(), " ", grad.sizes(), ", expected ", expected...);
  };
  check(is_sparse || !sparse_buffer, "a sparse one, as the momentum buffer is");
  check(grad.is_sparse() || !is_sparse, "a dense one or one in COO layout");
  check(!is_sparse || o.weight_decay == 0, "a dense one with weightDecay ", o.weight_decay);
  check(!is_sparse || !o.nesterov || !has_buffer || sparse_buffer, "a dense one, as the Nesterov momentum buffer is");
  const bool addable = grad.scalar_type() != at::kComplexHalf && (grad.scalar_type() != at::kHalf || !sparse_buffer);
  check(!is_sparse || addable, "another dtype; LibTorch does not support the addition of such tensors");
}

// The sparse gradient multiplied by the factors; in place with keep_grads, or on a device.
at::Tensor scaled(const at::Tensor& grad, const ops::GradFactors& factors) {
  if (!factors.scale()) {
    return grad;
  }
  const at::Tensor result = factors.keep_grads || !grad.is_cpu() ? grad : grad.clone();
  ops::scale_grads_({result._values()}, factors.inv_scale, factors.clip_coef, std::nullopt);
  return result;
}

// The same operations as Python's single-tensor implementation. The momentum buffer is sparse if its first gradient is.
void step_sparse(OptimizerState::Group& group, size_t i, const SgdOptions& o, const ops::GradFactors& factors) {
  at::Tensor grad = scaled(grad_of(group.params[i]), factors);
  if (o.maximize) {
    grad = -grad;
  }
  if (o.momentum != 0) {
    at::Tensor& buffer = group.slots[kMomentumBuffer][i];
    if (buffer.defined()) {
      buffer.mul_(o.momentum).add_(grad, 1 - o.dampening);
    } else {
      buffer = grad.detach().clone();
    }
    grad = o.nesterov ? grad.add(buffer, o.momentum) : buffer;
  }
  group.params[i].add_(grad, -o.lr);
}

void step_dense(OptimizerState::Group& group, const SgdOptions& o, const ops::GradFactors& factors) {
  const bool momentum = o.momentum != 0;
  // A parameter that gets its first gradient later than others initializes its buffer later.
  const auto slot = momentum ? std::optional<int>(kMomentumBuffer) : std::nullopt;
  for (auto& s : group_tensors_by_device_and_dtype(group, {.slot = slot, .dense_only = true})) {
    if (momentum) {
      // Not initialized: the kernel sets the buffer to the gradient in the first step.
      s.load(group, kMomentumBuffer, [&](size_t k) { return at::empty_like(s.grads[k]); });
    }
    ops::sgd_step_(s.params, s.grads, s.slots[kMomentumBuffer], o.lr, o.momentum, o.dampening, o.weight_decay,
                   o.nesterov, o.maximize, s.first_step, factors);
    s.store_new_slots(group);
  }
}

}  // namespace

std::vector<SgdOptions> sgd_options(std::span<const double> numbers) {
  return group_options<SgdOptions, 6>(
      numbers, [](const double* v) { return SgdOptions{v[0], v[1], v[2], v[3], v[4] != 0, v[5] != 0}; });
}

void check_sgd(const OptimizerState& state, std::span<const SgdOptions> options) {
  check_group_count(state, options.size());
  check_dtypes(state, "SGD");
  for (size_t g = 0; g < options.size(); ++g) {
    const auto& group = state.groups()[g];
    for (size_t i = 0; i < group.params.size(); ++i) {
      const at::Tensor& grad = grad_of(group.params[i]);
      const at::Tensor& buffer = group.slots[kMomentumBuffer][i];
      if (grad.defined() && (grad.layout() != at::kStrided || (buffer.defined() && buffer.is_sparse()))) {
        check_layout(group, options[g], g, i);
      }
    }
  }
}

void sgd_step(OptimizerState& state, std::span<const SgdOptions> options) {
  check_sgd(state, options);
  checked_sgd_step(state, options, {});
}

void checked_sgd_step(OptimizerState& state, std::span<const SgdOptions> options, const ops::GradFactors& factors) {
  const at::NoGradGuard no_grad;
  for (size_t g = 0; g < options.size(); ++g) {
    auto& group = state.groups()[g];
    step_dense(group, options[g], factors);
    for (size_t i = 0; i < group.params.size(); ++i) {
      const at::Tensor& grad = grad_of(group.params[i]);
      if (grad.defined() && grad.layout() != at::kStrided) {
        step_sparse(group, i, options[g], factors);
      }
    }
  }
}

}  // namespace torch4j
