// Compiled once per instruction set, see cmake/Isa.cmake.
#include "ops/cpu/sgd_kernel.h"

#include <algorithm>

#include "ops/cpu/kernel_math.h"

namespace torch4j::ops::cpu::CPU_CAPABILITY {
namespace {

// The hyperparameters in the tensors' dtype, as scalars or broadcast to vectors.
template <typename V, typename scalar_t>
struct SgdConstants {
  explicit SgdConstants(const SgdHyperparameters& n)
      : minus_lr(number(-n.lr)),
        momentum(number(n.momentum)),
        one_minus_dampening(number(1 - n.dampening)),
        weight_decay(number(n.weight_decay)),
        minus_one(number(-1)) {}

  static V number(double value) { return V(static_cast<scalar_t>(value)); }

  V minus_lr, momentum, one_minus_dampening, weight_decay, minus_one;
};

// Which of the two products is rounded before the addition is the choice of ATen's compiler, and differs between whole
// vectors and the elements after them.
template <typename V, typename C>
V average(V buffer, V grad, const C& c, bool in_vector) {
  return in_vector ? multiply_add(grad, c.one_minus_dampening, buffer * c.momentum)
                   : multiply_add(buffer, c.momentum, grad * c.one_minus_dampening);
}

// The step for one element, or one vector of elements.
template <typename V, typename C, typename Load, typename Store, typename scalar_t>
void step(const SgdChunk<scalar_t>& s, const SgdHyperparameters& n, const C& c, const GradFactors<scalar_t>& factors,
          int64_t i, Load load, Store store) {
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
void sgd_chunk(const SgdChunk<scalar_t>& s, const SgdHyperparameters& options) {
  using Vec = at::vec::Vectorized<scalar_t>;
  const SgdConstants<Vec, scalar_t> vectors(options);
  const SgdConstants<scalar_t, scalar_t> scalars(options);
  const GradFactors<scalar_t> factors(options.scaling);
  const int64_t whole = s.size - s.size % kAtenLanes<scalar_t>;
  int64_t i = 0;
  for (; i + Vec::size() <= whole; i += Vec::size()) {
    step<Vec>(
        s, options, vectors, factors, i, [](const scalar_t* from) { return Vec::loadu(from); },
        [](const Vec& value, scalar_t* to) { value.store(to); });
  }
  if (i < whole) {
    // Vectors wider than ATen's: the last one is partially filled.
    const int64_t count = whole - i;
    step<Vec>(
        s, options, vectors, factors, i, [=](const scalar_t* from) { return Vec::loadu(from, count); },
        [=](const Vec& value, scalar_t* to) { value.store(to, static_cast<int>(count)); });
  }
  for (i = whole; i < s.size; ++i) {
    step<scalar_t>(
        s, options, scalars, factors, i, [](const scalar_t* from) { return *from; },
        [](scalar_t value, scalar_t* to) { *to = value; });
  }
}

template void sgd_chunk(const SgdChunk<float>&, const SgdHyperparameters&);
template void sgd_chunk(const SgdChunk<double>&, const SgdHyperparameters&);

}  // namespace torch4j::ops::cpu::CPU_CAPABILITY
