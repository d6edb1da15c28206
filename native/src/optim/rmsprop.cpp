#include <ATen/ops/_foreach_add.h>
#include <ATen/ops/_foreach_addcdiv.h>
#include <ATen/ops/_foreach_addcmul.h>
#include <ATen/ops/_foreach_lerp.h>
#include <ATen/ops/_foreach_mul.h>
#include <ATen/ops/_foreach_sqrt.h>

#include "optim/algorithm.h"

namespace torch4j {
namespace {

enum Slot { kStep, kSquareAvg, kMomentumBuffer, kGradAvg };

void rmsprop(OptimizerState::Group& group, Selection& s, const double* o) {
  const double lr = o[0], alpha = o[1], eps = o[2], weight_decay = o[3], momentum = o[4];
  const bool centered = o[5] != 0, maximize = o[6] != 0;
  count(s.load_number(group, kStep, 0));
  const auto grads = descent(s, maximize, weight_decay);
  const auto& square_avgs = s.load_zeros(group, kSquareAvg);
  at::_foreach_mul_(square_avgs, alpha);
  at::_foreach_addcmul_(square_avgs, grads, grads, 1 - alpha);
  std::vector<at::Tensor> avg;
  if (centered) {
    const auto& grad_avgs = s.load_zeros(group, kGradAvg);
    at::_foreach_lerp_(grad_avgs, grads, 1 - alpha);
    avg = at::_foreach_addcmul(square_avgs, grad_avgs, grad_avgs, -1);
    at::_foreach_sqrt_(avg);
  } else {
    avg = at::_foreach_sqrt(square_avgs);
  }
  at::_foreach_add_(avg, eps);
  if (momentum > 0) {
    const auto& buffers = s.load_zeros(group, kMomentumBuffer);
    at::_foreach_mul_(buffers, momentum);
    at::_foreach_addcdiv_(buffers, grads, avg, 1);
    at::_foreach_add_(s.params, buffers, -lr);
  } else {
    at::_foreach_addcdiv_(s.params, grads, avg, -lr);
  }
}

}  // namespace

extern const Algorithm kRmsprop{"RMSprop", 7, false, rmsprop};

}  // namespace torch4j
