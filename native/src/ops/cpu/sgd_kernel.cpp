// Compiled once for each instruction set, see cmake/Isa.cmake.
#include "ops/cpu/sgd_kernel.h"

#include <algorithm>

#include "ops/cpu/kernel_math.h"

namespace torch4j::ops::cpu::CPU_CAPABILITY {
namespace {

// The options in the tensors' precision, spread over a vector or not.
template <typename V, typename scalar_t>
struct SgdConstants {
  explicit SgdConstants(const SgdNumbers& n)
      : minus_lr(number(-n.lr)),
        momentum(number(n.momentum)),
        one_minus_dampening(number(1 - n.dampening)),
        weight_decay(number(n.weight_decay)),
        minus_one(number(-1)) {}

  static V number(double value) { return V(static_cast<scalar_t>(value)); }

  V minus_lr, momentum, one_minus_dampening, weight_decay, minus_one;
};

// Which of the two products is rounded before the sum is ATen's compiler's choice, and another one for what is left
// over from whole vectors.
template <typename V, typename C>
V average(V buffer, V grad, const C& c, bool in_vector) {
  return in_vector ? multiply_add(grad, c.one_minus_dampening, buffer * c.momentum)
                   : multiply_add(buffer, c.momentum, grad * c.one_minus_dampening);
}

// One element, or one vector of them.
template <typename V, typename C, typename Load, typename Store, typename scalar_t>
void step(const SgdChunk<scalar_t>& s, const SgdNumbers& n, const C& c, const GradFactors<scalar_t>& factors, int64_t i,
          Load load, Store store) {
  constexpr bool in_vector = !std::is_same_v<V, scalar_t>;
  const V param = load(s.param + i);
  V grad = load(s.grad + i);
  if (!n.scaling.is_one()) {
    grad = factors.scaled(grad);
    if (n.keep_grads) {
      store(grad, s.grad + i);
    }
  }
  if (n.maximize) {
    grad = grad * c.minus_one;
  }
  if (n.weight_decay != 0) {
    grad = multiply_add(param, c.weight_decay, grad);
  }
  if (n.momentum != 0) {
    const V buffer = n.first_step ? grad : average(load(s.momentum_buffer + i), grad, c, in_vector);
    store(buffer, s.momentum_buffer + i);
    grad = n.nesterov ? multiply_add(buffer, c.momentum, grad) : buffer;
  }
  store(multiply_add(grad, c.minus_lr, param), s.param + i);
}

}  // namespace

template <typename scalar_t>
void sgd_chunk(const SgdChunk<scalar_t>& s, const SgdNumbers& numbers) {
  using Vec = at::vec::Vectorized<scalar_t>;
  const SgdConstants<Vec, scalar_t> vectors(numbers);
  const SgdConstants<scalar_t, scalar_t> scalars(numbers);
  const GradFactors<scalar_t> factors(numbers.scaling);
  const int64_t whole = s.size - s.size % kAtenLanes<scalar_t>;
  int64_t i = 0;
  for (; i + Vec::size() <= whole; i += Vec::size()) {
    step<Vec>(
        s, numbers, vectors, factors, i, [](const scalar_t* from) { return Vec::loadu(from); },
        [](const Vec& value, scalar_t* to) { value.store(to); });
  }
  if (i < whole) {
    // A wider vector than ATen's, partly filled.
    const int64_t count = whole - i;
    step<Vec>(
        s, numbers, vectors, factors, i, [=](const scalar_t* from) { return Vec::loadu(from, count); },
        [=](const Vec& value, scalar_t* to) { value.store(to, static_cast<int>(count)); });
  }
  for (i = whole; i < s.size; ++i) {
    step<scalar_t>(
        s, numbers, scalars, factors, i, [](const scalar_t* from) { return *from; },
        [](scalar_t value, scalar_t* to) { *to = value; });
  }
}

template void sgd_chunk(const SgdChunk<float>&, const SgdNumbers&);
template void sgd_chunk(const SgdChunk<double>&, const SgdNumbers&);

}  // namespace torch4j::ops::cpu::CPU_CAPABILITY
