#include <ATen/ops/_foreach_add.h>
#include <ATen/ops/_foreach_addcmul.h>
#include <ATen/ops/_foreach_div.h>
#include <ATen/ops/_foreach_mul.h>
#include <ATen/ops/_foreach_sqrt.h>

#include "optim/update_rule.h"

namespace torch4j {
namespace adadelta {

enum Slot { kStep, kSquareAvg, kAccDelta };

void step(OptimizerState::Group& group, GroupedTensors& s, const double* o) {
  const double lr = o[0], rho = o[1], eps = o[2], weight_decay = o[3];
  const bool maximize = o[4] != 0;
  increment_steps(s.load_scalar(group, kStep, 0));
  const auto grads = decayed_grads(s, maximize, weight_decay);
  const auto& square_avgs = s.load_zeros(group, kSquareAvg);
  at::_foreach_mul_(square_avgs, rho);
  at::_foreach_addcmul_(square_avgs, grads, grads, 1 - rho);
  const auto std = at::_foreach_add(square_avgs, eps);
  at::_foreach_sqrt_(std);
  const auto& acc_deltas = s.load_zeros(group, kAccDelta);
  const auto deltas = at::_foreach_add(acc_deltas, eps);
  at::_foreach_sqrt_(deltas);
  at::_foreach_div_(deltas, std);
  at::_foreach_mul_(deltas, grads);
  at::_foreach_mul_(acc_deltas, rho);
  at::_foreach_addcmul_(acc_deltas, deltas, deltas, 1 - rho);
  at::_foreach_add_(s.params, deltas, -lr);
}

}  // namespace adadelta

extern const UpdateRule kAdadelta{"Adadelta", 5, GradientLayout::kDense, ComplexParams::kViewAsReal, adadelta::step};

}  // namespace torch4j
