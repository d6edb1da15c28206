#include <ATen/ops/_foreach_abs.h>
#include <ATen/ops/_foreach_add.h>
#include <ATen/ops/_foreach_addcdiv.h>
#include <ATen/ops/_foreach_lerp.h>
#include <ATen/ops/_foreach_maximum.h>
#include <ATen/ops/_foreach_mul.h>

#include <cmath>

#include "optim/update_rule.h"

namespace torch4j {
namespace adamax {

enum Slot { kStep, kExpAvg, kExpInf };

void step(OptimizerState::Group& group, GroupedTensors& s, const double* o) {
  const double lr = o[0], beta1 = o[1], beta2 = o[2], eps = o[3], weight_decay = o[4];
  const bool maximize = o[5] != 0;
  const auto steps = increment_steps(s.load_scalar(group, kStep, 0));
  const auto grads = decayed_grads(s, maximize, weight_decay);
  const auto& exp_avgs = s.load_zeros(group, kExpAvg);
  at::_foreach_lerp_(exp_avgs, grads, 1 - beta1);
  const auto& exp_infs = s.load_zeros(group, kExpInf);
  at::_foreach_mul_(exp_infs, beta2);
  const auto magnitudes = at::_foreach_abs(grads);
  at::_foreach_add_(magnitudes, eps);
  at::_foreach_maximum_(exp_infs, magnitudes);
  std::vector<at::Scalar> step_sizes;
  for (const double step : steps) {
    step_sizes.emplace_back(-(lr / (1 - std::pow(beta1, step))));
  }
  at::_foreach_addcdiv_(s.params, exp_avgs, exp_infs, step_sizes);
}

}  // namespace adamax

extern const UpdateRule kAdamax{"Adamax", 6, GradientLayout::kDense, ComplexParams::kViewAsReal, adamax::step};

}  // namespace torch4j
