#include <ATen/TensorOperators.h>
#include <ATen/ops/_foreach_mul.h>
#include <ATen/ops/full_like.h>

#include "optim/algorithm.h"

namespace torch4j {
namespace rprop {

enum Slot { kStep, kPrev, kStepSize };

void step(OptimizerState::Group& group, Selection& s, const double* o) {
  const double lr = o[0], eta_minus = o[1], eta_plus = o[2], smallest = o[3], largest = o[4];
  const bool maximize = o[5] != 0;
  count(s.load_number(group, kStep, 0));
  const auto& prevs = s.load_zeros(group, kPrev);
  const auto& step_sizes = s.load(group, kStepSize, [&](size_t k) { return at::full_like(s.grads[k], lr); });
  for (size_t i = 0; i < s.params.size(); ++i) {
    const at::Tensor grad = maximize ? -s.grads[i] : s.grads[i];
    const at::Tensor sign = (grad * prevs[i]).sign_();
    const at::Tensor turned = sign.lt(0);
    sign.masked_fill_(sign.gt(0), eta_plus).masked_fill_(turned, eta_minus).masked_fill_(sign.eq(0), 1);
    step_sizes[i].mul_(sign).clamp_(smallest, largest);
    // Where the gradient has turned round, this step is left out.
    prevs[i].copy_(grad.masked_fill(turned, 0));
    s.params[i].addcmul_(prevs[i].sign(), step_sizes[i], -1);
  }
}

}  // namespace rprop

extern const Algorithm kRprop{"Rprop", 6, Gradients::kDense, Complex::kAsReal, rprop::step};

}  // namespace torch4j
