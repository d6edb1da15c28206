#include <ATen/TensorOperators.h>
#include <ATen/ops/_foreach_mul.h>
#include <ATen/ops/full_like.h>

#include "optim/update_rule.h"

namespace torch4j {
namespace rprop {

enum Slot { kStep, kPrev, kStepSize };

void step(OptimizerState::Group& group, GroupedTensors& s, const double* o) {
  const double lr = o[0], eta_minus = o[1], eta_plus = o[2], step_size_min = o[3], step_size_max = o[4];
  const bool maximize = o[5] != 0;
  increment_steps(s.load_scalar(group, kStep, 0));
  const auto& prevs = s.load_zeros(group, kPrev);
  const auto& step_sizes = s.load(group, kStepSize, [&](size_t k) { return at::full_like(s.grads[k], lr); });
  for (size_t i = 0; i < s.params.size(); ++i) {
    const at::Tensor grad = maximize ? -s.grads[i] : s.grads[i];
    const at::Tensor sign = (grad * prevs[i]).sign_();
    const at::Tensor sign_changed = sign.lt(0);
    sign.masked_fill_(sign.gt(0), eta_plus).masked_fill_(sign_changed, eta_minus).masked_fill_(sign.eq(0), 1);
    step_sizes[i].mul_(sign).clamp_(step_size_min, step_size_max);
    // Where the gradient has changed its sign, it is set to 0, so that the parameter is not updated in this step.
    prevs[i].copy_(grad.masked_fill(sign_changed, 0));
    s.params[i].addcmul_(prevs[i].sign(), step_sizes[i], -1);
  }
}

}  // namespace rprop

extern const UpdateRule kRprop{"Rprop", 6, GradientLayout::kDense, ComplexParams::kViewAsReal, rprop::step};

}  // namespace torch4j
