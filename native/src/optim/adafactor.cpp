#include <ATen/TensorOperators.h>
#include <ATen/ops/norm.h>
#include <ATen/ops/zeros.h>

#include <algorithm>
#include <cmath>
#include <limits>

#include "optim/update_rule.h"

namespace torch4j {
namespace adafactor {

enum Slot { kStep, kRowVar, kColVar, kVariance };

// torch.finfo(dtype).eps.
double epsilon(at::ScalarType dtype) {
  switch (dtype) {
    case at::kDouble:
      return std::numeric_limits<double>::epsilon();
    case at::kHalf:
      return std::numeric_limits<at::Half>::epsilon();
    case at::kBFloat16:
      return std::numeric_limits<at::BFloat16>::epsilon();
    default:
      return std::numeric_limits<float>::epsilon();
  }
}

at::Tensor mean_square(const at::Tensor& grad, int64_t dim) {
  return at::norm(grad, 2, {dim}, /*keepdim=*/true).square_().div_(grad.size(dim));
}

// The estimate of the squared gradient's running average: factored into row and column averages for two or more
// dimensions.
at::Tensor variance(OptimizerState::Group& group, GroupedTensors& s, size_t k, const at::Tensor& grad, double weight,
                    double eps1) {
  const auto slot = [&](Slot which, at::IntArrayRef sizes) -> at::Tensor& {
    at::Tensor& tensor = group.slots[which][s.indices[k]];
    if (!tensor.defined()) {
      tensor = at::zeros(sizes, grad.options());
    }
    return tensor;
  };
  if (grad.dim() <= 1) {
    return slot(kVariance, grad.sizes()).lerp_(grad * grad, weight).clone();
  }
  std::vector<int64_t> row = grad.sizes().vec(), col = grad.sizes().vec();
  row.back() = 1;
  col[col.size() - 2] = 1;
  const at::Tensor& row_var = slot(kRowVar, row).lerp_(mean_square(grad, -1), weight);
  const at::Tensor& col_var = slot(kColVar, col).lerp_(mean_square(grad, -2), weight);
  return row_var.matmul(col_var).div_(row_var.mean(-2, /*keepdim=*/true).clamp_min_(eps1));
}

void step(OptimizerState::Group& group, GroupedTensors& s, const double* o) {
  const double lr = o[0], beta2_decay = o[1], given_eps1 = o[2], eps2 = o[3], d = o[4], weight_decay = o[5];
  const bool maximize = o[6] != 0;
  const auto steps = increment_steps(s.load_scalar(group, kStep, 0));
  for (size_t i = 0; i < s.params.size(); ++i) {
    const at::Tensor& param = s.params[i];
    const at::Tensor grad = maximize ? -s.grads[i] : s.grads[i];
    const double eps1 = std::isnan(given_eps1) ? epsilon(param.scalar_type()) : given_eps1;
    const double rho = std::min(lr, 1 / std::pow(steps[i], 0.5));
    const double alpha =
        std::max(eps2, param.norm(2).item<double>() / std::pow(static_cast<double>(param.numel()), 0.5)) * rho;
    if (weight_decay != 0) {
      param.mul_(1 - lr * weight_decay);
    }
    // Multiply, then add, as Python's foreach implementation does: a fused operation would round only once.
    const at::Tensor update =
        variance(group, s, i, grad, std::pow(steps[i], beta2_decay), eps1).clamp_min_(eps1 * eps1).rsqrt_().mul_(grad);
    const double denominator =
        std::max(1., update.norm(2).item<double>() / (std::pow(static_cast<double>(update.numel()), 0.5) * d));
    param.add_(update.mul_(-alpha / denominator));
  }
}

}  // namespace adafactor

extern const UpdateRule kAdafactor{"Adafactor", 7, GradientLayout::kDense, ComplexParams::kUnsupported,
                                   adafactor::step};

}  // namespace torch4j
