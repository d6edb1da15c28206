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
#include "optim/algorithm.h"

namespace torch4j {
namespace rmsprop {

enum Slot { kStep, kSquareAvg, kMomentumBuffer, kGradAvg };

struct Slots {
  const std::vector<at::Tensor>&square_avgs, &buffers, &grad_avgs;
};

// Python's sequence of multi-tensor operators.
void by_operators(const Selection& s, const Slots& slots, const ops::cpu::RmspropNumbers& o) {
  count(s.slots[kStep]);
  const auto grads = descent(s, o.maximize, o.weight_decay);
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
void by_kernel(const Selection& s, const Slots& slots, const ops::cpu::RmspropNumbers& o) {
  // Checked before anything is counted: a refused gradient changes nothing.
  const ops::FusedLists lists("RMSprop",
                              {{"params", s.params, true},
                               {"grads", s.grads, false},
                               {"square_avgs", slots.square_avgs, true},
                               {"momentum_buffers", slots.buffers, true},
                               {"grad_avgs", slots.grad_avgs, true}},
                              /*widen=*/false);
  count(s.slots[kStep]);
  ops::cpu::rmsprop_step(lists[0], lists[1], lists[2], lists[3], lists[4], o);
  lists.write_back();
}

// A LibTorch with MKL built in, as Python's, takes MKL's square roots, whose last bit may be another one.
bool exact_square_roots() {
  static const bool exact = !at::hasMKL();
  return exact;
}

void step(OptimizerState::Group& group, Selection& s, const double* o) {
  const ops::cpu::RmspropNumbers numbers{o[0], o[1], o[2], o[3], o[4], o[5] != 0, o[6] != 0};
  s.load_number(group, kStep, 0);
  const std::vector<at::Tensor> none;
  const Slots slots{s.load_zeros(group, kSquareAvg), numbers.momentum > 0 ? s.load_zeros(group, kMomentumBuffer) : none,
                    numbers.centered ? s.load_zeros(group, kGradAvg) : none};
  if (exact_square_roots() && ops::cpu::kernels_take(s.params)) {
    by_kernel(s, slots, numbers);
  } else {
    by_operators(s, slots, numbers);
  }
}

}  // namespace rmsprop

extern const Algorithm kRmsprop{"RMSprop", 7, Gradients::kDense, Complex::kAsReal, rmsprop::step};

}  // namespace torch4j
