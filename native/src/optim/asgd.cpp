#include <ATen/ops/_foreach_add.h>
#include <ATen/ops/_foreach_addcmul.h>
#include <ATen/ops/_foreach_sub.h>

#include <algorithm>

#include "optim/update_rule.h"

namespace torch4j {
namespace asgd {

enum Slot { kStep, kEta, kMu, kAx };

void step(OptimizerState::Group& group, GroupedTensors& s, const double* o) {
  const double lr = o[0], lambd = o[1], alpha = o[2], t0 = o[3], weight_decay = o[4];
  const bool maximize = o[5] != 0;
  const auto& step_tensors = s.load_scalar(group, kStep, 0);
  const auto steps = increment_steps(step_tensors);
  const auto grads = decayed_grads(s, maximize, weight_decay);
  const auto decayed = at::_foreach_add(grads, s.params, lambd);
  const auto& etas = s.load_scalar(group, kEta, lr);
  const auto& mus = s.load_scalar(group, kMu, 1);
  at::_foreach_addcmul_(s.params, decayed, etas, -1);
  const auto& axs = s.load_zeros(group, kAx);
  at::_foreach_addcmul_(axs, at::_foreach_sub(s.params, axs), mus, 1);
  for (size_t i = 0; i < steps.size(); ++i) {
    // Computed in float32, the step count's dtype, as in Python.
    etas[i].copy_(step_tensors[i].mul(lambd * lr).add_(1).pow_(alpha).reciprocal_().mul_(lr));
    mus[i].fill_(1 / std::max(1., steps[i] - t0));
  }
}

}  // namespace asgd

extern const UpdateRule kAsgd{"ASGD", 6, GradientLayout::kDense, ComplexParams::kViewAsReal, asgd::step};

}  // namespace torch4j
