#include <ATen/TensorOperators.h>
#include <ATen/ops/addmm.h>

#include <algorithm>
#include <cmath>

#include "optim/algorithm.h"

namespace torch4j {
namespace muon {

enum Slot { kMomentumBuffer };
enum AdjustLr { kOriginal, kMatchRmsAdamw };

// Makes a matrix's singular values about 1, by a polynomial of it: Newton-Schulz, in bfloat16.
at::Tensor orthogonalised(const at::Tensor& update, const double* coefficients, int64_t steps, double eps) {
  const bool tall = update.size(0) > update.size(1);
  at::Tensor x = update.to(at::kBFloat16);
  x = tall ? x.t() : x;
  x.div_(x.norm().clamp_min(eps));
  for (int64_t i = 0; i < steps; ++i) {
    const at::Tensor gram = x.matmul(x.t());
    const at::Tensor gram_update = at::addmm(gram, gram, gram, coefficients[1], coefficients[2]);
    x = at::addmm(x, gram_update, x, coefficients[0], 1);
  }
  return tall ? x.t() : x;
}

double adjusted(double lr, AdjustLr how, const at::Tensor& param) {
  const auto rows = static_cast<double>(param.size(0)), columns = static_cast<double>(param.size(1));
  return lr * (how == kOriginal ? std::sqrt(std::max(1., rows / columns)) : 0.2 * std::sqrt(std::max(rows, columns)));
}

// lr, weight decay, momentum, nesterov, three coefficients, eps, steps, how lr is adjusted.
void step(OptimizerState::Group& group, Selection& s, const double* o) {
  const double lr = o[0], weight_decay = o[1], momentum = o[2], eps = o[7];
  const bool nesterov = o[3] != 0;
  for (const at::Tensor& grad : s.grads) {
    TORCH_CHECK(grad.dim() == 2, "Param gradient must be a 2D matrix");
  }
  const auto& buffers = s.load_zeros(group, kMomentumBuffer);
  for (size_t i = 0; i < s.params.size(); ++i) {
    const at::Tensor& buffer = buffers[i].lerp_(s.grads[i], 1 - momentum);
    const at::Tensor update = nesterov ? s.grads[i].lerp(buffer, momentum) : buffer;
    const at::Tensor direction = orthogonalised(update, o + 4, static_cast<int64_t>(o[8]), eps);
    s.params[i].mul_(1 - lr * weight_decay);
    s.params[i].add_(direction, -adjusted(lr, static_cast<AdjustLr>(static_cast<int>(o[9])), s.params[i]));
  }
}

}  // namespace muon

extern const Algorithm kMuon{"Muon", 10, Gradients::kDense, Complex::kRefused, muon::step};

}  // namespace torch4j
