// Compiled once per instruction set, see cmake/Isa.cmake.
#include "ops/cpu/rmsprop_kernel.h"

#include "ops/cpu/kernel_math.h"

namespace torch4j::ops::cpu::CPU_CAPABILITY {
namespace {

// The hyperparameters in the tensors' dtype, as scalars or broadcast to vectors.
template <typename V, typename scalar_t>
struct RmspropConstants {
  explicit RmspropConstants(const RmspropHyperparameters& n)
      : minus_lr(number(-n.lr)),
        alpha(number(n.alpha)),
        one_minus_alpha(number(1 - n.alpha)),
        eps(number(n.eps)),
        weight_decay(number(n.weight_decay)),
        momentum(number(n.momentum)),
        minus_one(number(-1)) {}

  static V number(double value) { return V(static_cast<scalar_t>(value)); }

  V minus_lr, alpha, one_minus_alpha, eps, weight_decay, momentum, minus_one;
};

// The step for one element, or one vector of elements.
template <typename V, typename C, typename Load, typename Store, typename scalar_t>
void step(const RmspropChunk<scalar_t>& s, const RmspropHyperparameters& n, const C& c, int64_t i, Load load,
          Store store) {
  V param = load(s.param + i);
  V grad = load(s.grad + i);
  if (n.maximize) {
    grad = grad * c.minus_one;
  }
  if (n.weight_decay != 0) {
    grad = multiply_add(c.weight_decay, param, grad);
  }
  const V square_avg = multiply_add(c.one_minus_alpha * grad, grad, load(s.square_avg + i) * c.alpha);
  store(square_avg, s.square_avg + i);
  V avg = square_avg;
  if (n.centered) {
    // As at::lerp: for a weight of 0.5 or more the formula starts from the gradient.
    const V before = load(s.grad_avg + i);
    const V grad_avg = n.alpha > 0.5 ? multiply_add(c.one_minus_alpha, grad - before, before)
                                     : multiply_add(c.one_minus_alpha + c.minus_one, grad - before, grad);
    store(grad_avg, s.grad_avg + i);
    avg = multiply_add(c.minus_one * grad_avg, grad_avg, square_avg);
  }
  avg = square_root(avg) + c.eps;
  if (n.momentum > 0) {
    const V buffer = load(s.momentum_buffer + i) * c.momentum + grad / avg;
    store(buffer, s.momentum_buffer + i);
    param = multiply_add(c.minus_lr, buffer, param);
  } else {
    param = param + c.minus_lr * grad / avg;
  }
  store(param, s.param + i);
}

}  // namespace

template <typename scalar_t>
void rmsprop_chunk(const RmspropChunk<scalar_t>& s, const RmspropHyperparameters& options) {
  using Vec = at::vec::Vectorized<scalar_t>;
  const RmspropConstants<Vec, scalar_t> vectors(options);
  const RmspropConstants<scalar_t, scalar_t> scalars(options);
  int64_t i = 0;
  for (; i + Vec::size() <= s.size; i += Vec::size()) {
    step<Vec>(
        s, options, vectors, i, [](const scalar_t* from) { return Vec::loadu(from); },
        [](const Vec& value, scalar_t* to) { value.store(to); });
  }
  for (; i < s.size; ++i) {
    step<scalar_t>(
        s, options, scalars, i, [](const scalar_t* from) { return *from; },
        [](scalar_t value, scalar_t* to) { *to = value; });
  }
}

template void rmsprop_chunk(const RmspropChunk<float>&, const RmspropHyperparameters&);
template void rmsprop_chunk(const RmspropChunk<double>&, const RmspropHyperparameters&);

}  // namespace torch4j::ops::cpu::CPU_CAPABILITY
