// Compiled once for each instruction set, see cmake/Isa.cmake.
#include "ops/cpu/rmsprop_kernel.h"

#include "ops/cpu/kernel_math.h"

namespace torch4j::ops::cpu::CPU_CAPABILITY {
namespace {

// The options in the tensors' precision, spread over a vector or not.
template <typename V, typename scalar_t>
struct RmspropConstants {
  explicit RmspropConstants(const RmspropNumbers& n)
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

// One element, or one vector of them.
template <typename V, typename C, typename Load, typename Store, typename scalar_t>
void step(const RmspropChunk<scalar_t>& s, const RmspropNumbers& n, const C& c, int64_t i, Load load, Store store) {
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
    // Weights of half or more count from the gradient's side.
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
void rmsprop_chunk(const RmspropChunk<scalar_t>& s, const RmspropNumbers& numbers) {
  using Vec = at::vec::Vectorized<scalar_t>;
  const RmspropConstants<Vec, scalar_t> vectors(numbers);
  const RmspropConstants<scalar_t, scalar_t> scalars(numbers);
  int64_t i = 0;
  for (; i + Vec::size() <= s.size; i += Vec::size()) {
    step<Vec>(
        s, numbers, vectors, i, [](const scalar_t* from) { return Vec::loadu(from); },
        [](const Vec& value, scalar_t* to) { value.store(to); });
  }
  for (; i < s.size; ++i) {
    step<scalar_t>(
        s, numbers, scalars, i, [](const scalar_t* from) { return *from; },
        [](scalar_t value, scalar_t* to) { *to = value; });
  }
}

template void rmsprop_chunk(const RmspropChunk<float>&, const RmspropNumbers&);
template void rmsprop_chunk(const RmspropChunk<double>&, const RmspropNumbers&);

}  // namespace torch4j::ops::cpu::CPU_CAPABILITY
