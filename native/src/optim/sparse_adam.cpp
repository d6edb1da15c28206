#include <ATen/TensorOperators.h>
#include <ATen/ops/_sparse_coo_tensor_unsafe.h>

#include <cmath>

#include "optim/update_rule.h"

namespace torch4j {
namespace sparse_adam {

enum Slot { kStep, kExpAvg, kExpAvgSq };

void step_one(const at::Tensor& param, const at::Tensor& grad, const at::Tensor& exp_avg, const at::Tensor& exp_avg_sq,
              double step, const double* o) {
  const double lr = o[0], beta1 = o[1], beta2 = o[2], eps = o[3];
  const at::Tensor values = grad._values();
  const auto sparse = [&](const at::Tensor& of) {
    return at::_sparse_coo_tensor_unsafe(grad._indices(), of, grad.sizes(), of.options().layout(at::kSparse));
  };
  const at::Tensor old_avg = exp_avg.sparse_mask(grad)._values();
  const at::Tensor avg_change = values.sub(old_avg).mul_(1 - beta1);
  exp_avg.add_(sparse(avg_change));
  const at::Tensor old_avg_sq = exp_avg_sq.sparse_mask(grad)._values();
  const at::Tensor avg_sq_change = values.pow(2).sub_(old_avg_sq).mul_(1 - beta2);
  exp_avg_sq.add_(sparse(avg_sq_change));
  const at::Tensor numerator = avg_change.add_(old_avg);
  const at::Tensor denominator = avg_sq_change.add_(old_avg_sq).sqrt_().add_(eps);
  const double step_size = lr * std::sqrt(1 - std::pow(beta2, step)) / (1 - std::pow(beta1, step));
  param.add_(sparse(numerator.div_(denominator).mul(-step_size)));
}

void step(OptimizerState::Group& group, GroupedTensors& s, const double* o) {
  const bool maximize = o[4] != 0;
  const auto steps = increment_steps(s.load_scalar(group, kStep, 0));
  const auto& exp_avgs = s.load_zeros(group, kExpAvg);
  const auto& exp_avg_sqs = s.load_zeros(group, kExpAvgSq);
  for (size_t i = 0; i < s.params.size(); ++i) {
    const at::Tensor grad = (maximize ? -s.grads[i] : s.grads[i]).coalesce();
    if (grad._values().numel() > 0) {
      step_one(s.params[i], grad, exp_avgs[i], exp_avg_sqs[i], steps[i], o);
    }
  }
}

}  // namespace sparse_adam

extern const UpdateRule kSparseAdam{"SparseAdam", 5, GradientLayout::kSparse, ComplexParams::kUnsupported,
                                    sparse_adam::step};

}  // namespace torch4j
