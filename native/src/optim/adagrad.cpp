#include <ATen/TensorOperators.h>
#include <ATen/ops/_sparse_coo_tensor_unsafe.h>
#include <ATen/ops/full_like.h>

#include "optim/algorithm.h"

namespace torch4j {
namespace {

enum Slot { kStep, kSum };

at::Tensor sparse_like(const at::Tensor& grad, const at::Tensor& values) {
  return at::_sparse_coo_tensor_unsafe(grad._indices(), values, grad.sizes(), values.options().layout(at::kSparse));
}

// Only the rows that the gradient names.
void step_sparse(const at::Tensor& param, const at::Tensor& raw_grad, const at::Tensor& sum, double clr, double eps) {
  const at::Tensor grad = raw_grad.coalesce();  // the update is not linear, so indices must be unique
  const at::Tensor values = grad._values();
  sum.add_(sparse_like(grad, values.pow(2)));
  const at::Tensor std = sum.sparse_mask(grad)._values().sqrt_().add_(eps);
  param.add_(sparse_like(grad, values / std), -clr);
}

void adagrad(OptimizerState::Group& group, Selection& s, const double* o) {
  const double lr = o[0], lr_decay = o[1], weight_decay = o[2], initial = o[3], eps = o[4];
  const bool maximize = o[5] != 0;
  for (const at::Tensor& grad : s.grads) {
    TORCH_CHECK(weight_decay == 0 || grad.layout() == at::kStrided,
                "weight_decay option is not compatible with sparse gradients");
  }
  const auto steps = count(s.load_number(group, kStep, 0));
  const auto& sums = s.load(group, kSum, [&](size_t k) {
    return at::full_like(s.params[k], initial, at::TensorOptions(), at::MemoryFormat::Preserve);
  });
  for (size_t i = 0; i < s.params.size(); ++i) {
    at::Tensor grad = maximize ? -s.grads[i] : s.grads[i];
    const double clr = lr / (1 + (steps[i] - 1) * lr_decay);
    if (grad.layout() != at::kStrided) {
      step_sparse(s.params[i], grad, sums[i], clr, eps);
      continue;
    }
    if (weight_decay != 0) {
      grad = grad.add(s.params[i], weight_decay);
    }
    sums[i].addcmul_(grad, grad, 1);
    s.params[i].addcdiv_(grad, sums[i].sqrt().add_(eps), -clr);
  }
}

}  // namespace

extern const Algorithm kAdagrad{"Adagrad", 6, true, adagrad};

}  // namespace torch4j
