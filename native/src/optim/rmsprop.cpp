#include "ops/cpu/rmsprop.h"

#include <ATen/Context.h>
#include <ATen/ops/_foreach_add.h>
#include <ATen/ops/_foreach_addcdiv.h>
#include <ATen/ops/_foreach_addcmul.h>
#include <ATen/ops/_foreach_lerp.h>
#include <ATen/ops/_foreach_mul.h>
#include <ATen/ops/_foreach_sqrt.h>

#include "ops/cpu/chunked_tensors.h"
#include "ops/fused_lists.h"
#include "optim/update_rule.h"

namespace torch4j {
namespace rmsprop {

enum Slot { kStep, kSquareAvg, kMomentumBuffer, kGradAvg };

struct Slots {
  const std::vector<at::Tensor>&square_avgs, &buffers, &grad_avgs;
};

// Python's sequence of foreach operators.
void step_foreach(const GroupedTensors& s, const Slots& slots, const ops::cpu::RmspropHyperparameters& o) {
  increment_steps(s.slots[kStep]);
  const auto grads = decayed_grads(s, o.maximize, o.weight_decay);
  at::_foreach_mul_(slots.square_avgs, o.alpha);
  at::_foreach_addcmul_(slots.square_avgs, grads, grads, 1 - o.alpha);
  std::vector<at::Tensor> avg;
  if (o.centered) {
    at::_foreach_lerp_(slots.grad_avgs, grads, 1 - o.alpha);
    avg = at::_foreach_addcmul(slots.square_avgs, slots.grad_avgs, slots.grad_avgs, -1);
    at::_foreach_sqrt_(avg);
  } else {
    avg = at::_foreach_sqrt(slots.square_avgs);
  }
  at::_foreach_add_(avg, o.eps);
  if (o.momentum > 0) {
    at::_foreach_mul_(slots.buffers, o.momentum);
    at::_foreach_addcdiv_(slots.buffers, grads, avg, 1);
    at::_foreach_add_(s.params, slots.buffers, -o.lr);
  } else {
    at::_foreach_addcdiv_(s.params, grads, avg, -o.lr);
  }
}

// One pass over memory instead of six to nine.
void step_kernel(const GroupedTensors& s, const Slots& slots, const ops::cpu::RmspropHyperparameters& o) {
  // Checked before the step counts are incremented, so that an unsupported gradient changes nothing.
  const ops::FusedLists lists("RMSprop",
                              {{"params", s.params, true},
                               {"grads", s.grads, false},
                               {"square_avgs", slots.square_avgs, true},
                               {"momentum_buffers", slots.buffers, true},
                               {"grad_avgs", slots.grad_avgs, true}},
                              /*upcast=*/false);
  increment_steps(s.slots[kStep]);
  ops::cpu::rmsprop_step(lists[0], lists[1], lists[2], lists[3], lists[4], o);
  lists.write_back();
}

// A LibTorch built with MKL, such as Python's, uses MKL's square root, whose last bit may differ.
bool has_exact_sqrt() {
  static const bool exact = !at::hasMKL();
  return exact;
}

void step(OptimizerState::Group& group, GroupedTensors& s, const double* o) {
  const ops::cpu::RmspropHyperparameters options{o[0], o[1], o[2], o[3], o[4], o[5] != 0, o[6] != 0};
  s.load_scalar(group, kStep, 0);
  const std::vector<at::Tensor> none;
  const Slots slots{s.load_zeros(group, kSquareAvg), options.momentum > 0 ? s.load_zeros(group, kMomentumBuffer) : none,
                    options.centered ? s.load_zeros(group, kGradAvg) : none};
  if (has_exact_sqrt() && ops::cpu::kernels_support(s.params)) {
    step_kernel(s, slots, options);
  } else {
    step_foreach(s, slots, options);
  }
}

}  // namespace rmsprop

extern const UpdateRule kRmsprop{"RMSprop", 7, GradientLayout::kDense, ComplexParams::kViewAsReal, rmsprop::step};

}  // namespace torch4j
