#include <ATen/ops/_foreach_add.h>
#include <ATen/ops/_foreach_addcdiv.h>
#include <ATen/ops/_foreach_addcmul.h>
#include <ATen/ops/_foreach_div.h>
#include <ATen/ops/_foreach_lerp.h>
#include <ATen/ops/_foreach_mul.h>
#include <ATen/ops/_foreach_sqrt.h>

#include <cmath>

#include "optim/algorithm.h"

namespace torch4j {
namespace nadam {

enum Slot { kStep, kMuProduct, kExpAvg, kExpAvgSq };

void step(OptimizerState::Group& group, Selection& s, const double* o) {
  const double lr = o[0], beta1 = o[1], beta2 = o[2], eps = o[3], weight_decay = o[4], momentum_decay = o[5];
  const bool decoupled = o[6] != 0, maximize = o[7] != 0;
  const auto steps = count(s.load_number(group, kStep, 0));
  if (decoupled && weight_decay != 0) {
    at::_foreach_mul_(s.params, 1 - lr * weight_decay);
  }
  const auto grads = descent(s, maximize, decoupled ? 0 : weight_decay);
  const auto& exp_avgs = s.load_zeros(group, kExpAvg);
  at::_foreach_lerp_(exp_avgs, grads, 1 - beta1);
  const auto& exp_avg_sqs = s.load_zeros(group, kExpAvgSq);
  at::_foreach_mul_(exp_avg_sqs, beta2);
  at::_foreach_addcmul_(exp_avg_sqs, grads, grads, 1 - beta2);
  const auto denominators = at::_foreach_sqrt(exp_avg_sqs);
  const auto& mu_products = s.load_number(group, kMuProduct, 1);
  std::vector<at::Scalar> corrections, by_grad, by_avg;
  for (size_t i = 0; i < steps.size(); ++i) {
    const auto mu = [&](double step) { return beta1 * (1 - 0.5 * std::pow(0.96, step * momentum_decay)); };
    const double now = mu(steps[i]), next = mu(steps[i] + 1);
    const double product = mu_products[i].mul_(now).item<double>();
    corrections.emplace_back(std::pow(1 - std::pow(beta2, steps[i]), 0.5));
    by_grad.emplace_back(-(lr * (1 - now) / (1 - product)));
    by_avg.emplace_back(-(lr * next / (1 - product * next)));
  }
  at::_foreach_div_(denominators, corrections);
  at::_foreach_add_(denominators, eps);
  at::_foreach_addcdiv_(s.params, grads, denominators, by_grad);
  at::_foreach_addcdiv_(s.params, exp_avgs, denominators, by_avg);
}

}  // namespace nadam

extern const Algorithm kNadam{"NAdam", 8, Gradients::kDense, Complex::kAsReal, nadam::step};

}  // namespace torch4j
