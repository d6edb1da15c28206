#include <ATen/ops/_foreach_add.h>
#include <ATen/ops/_foreach_addcmul.h>
#include <ATen/ops/_foreach_div.h>
#include <ATen/ops/_foreach_lerp.h>
#include <ATen/ops/_foreach_mul.h>
#include <ATen/ops/_foreach_reciprocal.h>
#include <ATen/ops/_foreach_sqrt.h>

#include <cmath>

#include "optim/update_rule.h"

namespace torch4j {
namespace radam {

enum Slot { kStep, kExpAvg, kExpAvgSq };

// The variance rectification term; 0 while the variance is not tractable (rho_t <= 5).
double rectification(double step, double beta2) {
  const double rho_inf = 2 / (1 - beta2) - 1;
  const double power = std::pow(beta2, step);
  const double rho = rho_inf - 2 * step * power / (1 - power);
  return rho > 5 ? std::pow((rho - 4) * (rho - 2) * rho_inf / ((rho_inf - 4) * (rho_inf - 2) * rho), 0.5) : 0;
}

void step(OptimizerState::Group& group, GroupedTensors& s, const double* o) {
  const double lr = o[0], beta1 = o[1], beta2 = o[2], eps = o[3], weight_decay = o[4];
  const bool decoupled = o[5] != 0, maximize = o[6] != 0;
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
  std::vector<at::Scalar> rectified, unrectified;
  for (const double step : steps) {
    const double rect = rectification(step, beta2);
    const double correction1 = 1 - std::pow(beta1, step);
    unrectified.emplace_back(-(lr * (rect > 0 ? 0. : 1.) / correction1));
    rectified.emplace_back(-(std::pow(1 - std::pow(beta2, step), 0.5) * (lr * rect / correction1)));
  }
  const auto buffer = at::_foreach_sqrt(exp_avg_sqs);
  at::_foreach_add_(buffer, eps);
  at::_foreach_div_(buffer, rectified);
  at::_foreach_reciprocal_(buffer);
  at::_foreach_add_(buffer, unrectified);
  at::_foreach_addcmul_(s.params, exp_avgs, buffer, 1);
}

}  // namespace radam

extern const UpdateRule kRadam{"RAdam", 7, GradientLayout::kDense, ComplexParams::kViewAsReal, radam::step};

}  // namespace torch4j
