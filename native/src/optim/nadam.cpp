#include <ATen/ops/_foreach_add.h>
#include <ATen/ops/_foreach_addcdiv.h>
#include <ATen/ops/_foreach_addcmul.h>
#include <ATen/ops/_foreach_div.h>
#include <ATen/ops/_foreach_lerp.h>
#include <ATen/ops/_foreach_mul.h>
#include <ATen/ops/_foreach_sqrt.h>

#include <cmath>

#include "optim/update_rule.h"

namespace torch4j {
namespace nadam {

enum Slot { kStep, kMuProduct, kExpAvg, kExpAvgSq };

void step(OptimizerState::Group& group, GroupedTensors& s, const double* o) {
  const double lr = o[0], beta1 = o[1], beta2 = o[2], eps = o[3], weight_decay = o[4], momentum_decay = o[5];
  const bool decoupled = o[6] != 0, maximize = o[7] != 0;
  const auto steps = increment_steps(s.load_scalar(group, kStep, 0));
  if (decoupled && weight_decay != 0) {
    at::_foreach_mul_(s.params, 1 - lr * weight_decay);
  }
  const auto grads = decayed_grads(s, maximize, decoupled ? 0 : weight_decay);
  const auto& exp_avgs = s.load_zeros(group, kExpAvg);
  at::_foreach_lerp_(exp_avgs, grads, 1 - beta1);
  const auto& exp_avg_sqs = s.load_zeros(group, kExpAvgSq);
  at::_foreach_mul_(exp_avg_sqs, beta2);
  at::_foreach_addcmul_(exp_avg_sqs, grads, grads, 1 - beta2);
  const auto denominators = at::_foreach_sqrt(exp_avg_sqs);
  const auto& mu_products = s.load_scalar(group, kMuProduct, 1);
  std::vector<at::Scalar> bias_correction2_sqrts, step_size_grads, step_size_exp_avgs;
  for (size_t i = 0; i < steps.size(); ++i) {
    const auto mu_at = [&](double step) { return beta1 * (1 - 0.5 * std::pow(0.96, step * momentum_decay)); };
    const double mu = mu_at(steps[i]), mu_next = mu_at(steps[i] + 1);
    const double product = mu_products[i].mul_(mu).item<double>();
    bias_correction2_sqrts.emplace_back(std::pow(1 - std::pow(beta2, steps[i]), 0.5));
    step_size_grads.emplace_back(-(lr * (1 - mu) / (1 - product)));
    step_size_exp_avgs.emplace_back(-(lr * mu_next / (1 - product * mu_next)));
  }
  at::_foreach_div_(denominators, bias_correction2_sqrts);
  at::_foreach_add_(denominators, eps);
  at::_foreach_addcdiv_(s.params, grads, denominators, step_size_grads);
  at::_foreach_addcdiv_(s.params, exp_avgs, denominators, step_size_exp_avgs);
}

}  // namespace nadam

extern const UpdateRule kNadam{"NAdam", 8, GradientLayout::kDense, ComplexParams::kViewAsReal, nadam::step};

}  // namespace torch4j
