#include <ATen/TensorOperators.h>
#include <ATen/ops/addmm.h>

#include <algorithm>
#include <cmath>

#include "optim/update_rule.h"

namespace torch4j {
namespace muon {

enum Slot { kMomentumBuffer };
enum AdjustLr { kOriginal, kMatchRmsAdamw };

// Orthogonalizes a matrix approximately, by Newton-Schulz iterations in bfloat16: Python's _zeropower_via_newtonschulz.
at::Tensor zeropower_via_newtonschulz(const at::Tensor& update, const double* coefficients, int64_t steps, double eps) {
  const bool is_tall = update.size(0) > update.size(1);
  at::Tensor x = update.to(at::kBFloat16);
  x = is_tall ? x.t() : x;
  x.div_(x.norm().clamp_min(eps));
  for (int64_t i = 0; i < steps; ++i) {
    const at::Tensor gram = x.matmul(x.t());
    const at::Tensor gram_update = at::addmm(gram, gram, gram, coefficients[1], coefficients[2]);
    x = at::addmm(x, gram_update, x, coefficients[0], 1);
  }
  return is_tall ? x.t() : x;
}

double adjust_lr(double lr, AdjustLr adjust_lr_fn, const at::Tensor& param) {
  const auto rows = static_cast<double>(param.size(0)), columns = static_cast<double>(param.size(1));
  return lr * (adjust_lr_fn == kOriginal ? std::sqrt(std::max(1., rows / columns))
                                         : 0.2 * std::sqrt(std::max(rows, columns)));
}

// The options are lr, weight_decay, momentum, nesterov, three ns_coefficients, eps, ns_steps, adjust_lr_fn.
void step(OptimizerState::Group& group, GroupedTensors& s, const double* o) {
  const double lr = o[0], weight_decay = o[1], momentum = o[2], eps = o[7];
  const bool nesterov = o[3] != 0;
  for (const at::Tensor& grad : s.grads) {
    TORCH_CHECK(grad.dim() == 2, "Param gradient must be a 2D matrix");
  }
  const auto& buffers = s.load_zeros(group, kMomentumBuffer);
  for (size_t i = 0; i < s.params.size(); ++i) {
    const at::Tensor& buffer = buffers[i].lerp_(s.grads[i], 1 - momentum);
    const at::Tensor update = nesterov ? s.grads[i].lerp(buffer, momentum) : buffer;
    const at::Tensor orthogonalized = zeropower_via_newtonschulz(update, o + 4, static_cast<int64_t>(o[8]), eps);
    s.params[i].mul_(1 - lr * weight_decay);
    s.params[i].add_(orthogonalized, -adjust_lr(lr, static_cast<AdjustLr>(static_cast<int>(o[9])), s.params[i]));
  }
}

}  // namespace muon

extern const UpdateRule kMuon{"Muon", 10, GradientLayout::kDense, ComplexParams::kUnsupported, muon::step};

}  // namespace torch4j
