#include <ATen/TensorOperators.h>
#include <ATen/ops/_fused_adagrad.h>
#include <ATen/ops/_sparse_coo_tensor_unsafe.h>
#include <ATen/ops/full_like.h>
#include <ATen/ops/view_as_real.h>

#include <algorithm>

#include "ops/fused_lists.h"
#include "optim/update_rule.h"

namespace torch4j {
namespace adagrad {

enum Slot { kStep, kSum };

at::Tensor sparse_like(const at::Tensor& grad, const at::Tensor& values) {
  return at::_sparse_coo_tensor_unsafe(grad._indices(), values, grad.sizes(), values.options().layout(at::kSparse));
}

// Updates only the elements at the indices of the gradient.
void step_sparse(const at::Tensor& param, const at::Tensor& raw_grad, const at::Tensor& sum, double clr, double eps) {
  const at::Tensor grad = raw_grad.coalesce();  // the update is not linear, so indices must be unique
  const at::Tensor values = grad._values();
  sum.add_(sparse_like(grad, values.pow(2)));
  const at::Tensor std = sum.sparse_mask(grad)._values().sqrt_().add_(eps);
  param.add_(sparse_like(grad, values / std), -clr);
}

double decayed_lr(double lr, double lr_decay, double step) {
  return lr / (1 + (step - 1) * lr_decay);
}

// Complex tensors are viewed as real, as in Python.
void step_dense(const at::Tensor& param, const at::Tensor& grad, const at::Tensor& sum, double clr, double eps) {
  if (param.is_complex()) {
    step_dense(at::view_as_real(param), at::view_as_real(grad), at::view_as_real(sum), clr, eps);
    return;
  }
  sum.addcmul_(grad, grad, 1);
  param.addcdiv_(grad, sum.sqrt().add_(eps), -clr);
}

// Python's single-tensor implementation, for dense and sparse gradients.
void step_single_tensor(GroupedTensors& s, const std::vector<double>& steps, const double* o) {
  const double lr = o[0], lr_decay = o[1], weight_decay = o[2], eps = o[4];
  const bool maximize = o[5] != 0;
  const auto& sums = s.slots[kSum];
  for (size_t i = 0; i < s.params.size(); ++i) {
    at::Tensor grad = maximize ? -s.grads[i] : s.grads[i];
    const double clr = decayed_lr(lr, lr_decay, steps[i]);
    if (grad.layout() != at::kStrided) {
      step_sparse(s.params[i], grad, sums[i], clr, eps);
      continue;
    }
    if (weight_decay != 0) {
      grad = grad.add(s.params[i], weight_decay);
    }
    step_dense(s.params[i], grad, sums[i], clr, eps);
  }
}

// ATen's fused kernel, which Python's fused=True calls.
void step_fused(GroupedTensors& s, const double* o) {
  // Checked before the step counts are incremented, so that an unsupported gradient changes nothing.
  const ops::FusedLists lists(
      "Adagrad", {{"params", s.params, true}, {"grads", s.grads, false}, {"state_sums", s.slots[kSum], true}},
      /*upcast=*/false);
  increment_steps(s.slots[kStep]);
  std::vector<at::Tensor> steps;
  for (const at::Tensor& step : s.slots[kStep]) {
    steps.push_back(step.to(s.device));  // the kernel expects the step counts on the parameters' device
  }
  at::_fused_adagrad_(lists[0], lists[1], lists[2], steps, o[0], o[1], o[2], o[4], o[5] != 0);
  lists.write_back();
}

// The initial sum; the initial value is used for the real and the imaginary part.
at::Tensor initial_sum(const at::Tensor& param, double value) {
  const at::Scalar initial = param.is_complex() ? at::Scalar(c10::complex<double>(value, value)) : at::Scalar(value);
  return at::full_like(param, initial, at::TensorOptions(), at::MemoryFormat::Preserve);
}

// The options are lr, lr_decay, weight_decay, initial_accumulator_value, eps, maximize.
void step(OptimizerState::Group& group, GroupedTensors& s, const double* o) {
  const auto is_sparse = [](const at::Tensor& grad) { return grad.layout() != at::kStrided; };
  const bool sparse = std::any_of(s.grads.begin(), s.grads.end(), is_sparse);
  s.load_scalar(group, kStep, 0);
  s.load(group, kSum, [&](size_t k) { return initial_sum(s.params[k], o[3]); });
  // As in Python, one sparse gradient selects the single-tensor implementation for the group. The fused kernel does not
  // support complex tensors.
  if (sparse || at::isComplexType(s.dtype)) {
    step_single_tensor(s, increment_steps(s.slots[kStep]), o);
  } else {
    step_fused(s, o);
  }
}

void check_weight_decay(const OptimizerState::Group& group, const double* o) {
  for (const at::Tensor& param : group.params) {
    const at::Tensor& grad = grad_of(param);
    TORCH_CHECK(o[2] == 0 || !grad.defined() || grad.layout() == at::kStrided, "Adagrad: weightDecay: got ", o[2],
                ", expected 0 for a sparse gradient; weight_decay option is not compatible with sparse gradients");
  }
}

}  // namespace adagrad

extern const UpdateRule kAdagrad{
    "Adagrad", 6, GradientLayout::kAny, ComplexParams::kNative, adagrad::step, adagrad::check_weight_decay};

}  // namespace torch4j
