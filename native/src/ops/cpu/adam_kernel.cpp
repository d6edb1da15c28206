// Compiled once per instruction set, see cmake/Isa.cmake.
#include "ops/cpu/adam_kernel.h"

#include <algorithm>
#include <cmath>

#include "ops/cpu/kernel_math.h"

namespace torch4j::ops::cpu::CPU_CAPABILITY {
namespace {

// The hyperparameters in the tensors' dtype, broadcast to vectors.
template <typename scalar_t>
struct Vectors {
  using Vec = at::vec::Vectorized<scalar_t>;

  Vectors(const AdamChunk<scalar_t>& s, const AdamHyperparameters& n)
      // As at::lerp: for a weight of 0.5 or more the formula starts from the gradient.
      : from_exp_avg(std::abs(static_cast<scalar_t>(1 - n.beta1)) < scalar_t(0.5)),
        lerp_weight(static_cast<scalar_t>(1 - n.beta1) - scalar_t(from_exp_avg ? 0 : 1)),
        beta2(number(n.beta2)),
        one_minus_beta2(number(1 - n.beta2)),
        l2_penalty(number(n.weight_decay)),
        decay(number(1 - n.lr * n.weight_decay)),
        minus_step_size(number(-s.step_size)),
        correction(number(s.bias_correction2_sqrt)),
        eps(number(n.eps)),
        factors(n.scaling) {}

  static Vec number(double value) { return Vec(static_cast<scalar_t>(value)); }

  bool from_exp_avg;
  Vec lerp_weight, beta2, one_minus_beta2, l2_penalty, decay, minus_step_size, correction, eps;
  GradFactors<scalar_t> factors;
};

template <bool scaled, typename scalar_t, typename Load, typename Store>
void vector(const AdamChunk<scalar_t>& s, const AdamHyperparameters& n, const Vectors<scalar_t>& c, int64_t i,
            Load load, Store store) {
  using Vec = at::vec::Vectorized<scalar_t>;
  Vec param = load(s.param + i);
  Vec grad = load(s.grad + i);
  if constexpr (scaled) {
    grad = c.factors.scaled(grad);
    if (n.keep_grads) {
      store(grad, s.grad + i);
    }
  }
  if (n.maximize) {
    grad = grad.neg();
  }
  if (n.weight_decay != 0) {
    if (n.decoupled_weight_decay) {
      param = param * c.decay;
    } else {
      grad = multiply_add(param, c.l2_penalty, grad);
    }
  }
  Vec exp_avg = load(s.exp_avg + i);
  exp_avg = multiply_add(c.lerp_weight, grad - exp_avg, c.from_exp_avg ? exp_avg : grad);
  const Vec exp_avg_sq = multiply_add(c.one_minus_beta2 * grad, grad, load(s.exp_avg_sq + i) * c.beta2);
  store(exp_avg, s.exp_avg + i);
  store(exp_avg_sq, s.exp_avg_sq + i);
  Vec second = exp_avg_sq;
  if (n.amsgrad) {
    second = at::vec::maximum(load(s.max_exp_avg_sq + i), exp_avg_sq);
    store(second, s.max_exp_avg_sq + i);
  }
  store(param + c.minus_step_size * exp_avg / (second.sqrt() / c.correction + c.eps), s.param + i);
}

// Prefetches the cache lines that the loop reaches next. The hardware prefetcher does not follow four streams, and
// stops at page boundaries. Not beyond the end, where another thread writes.
template <typename scalar_t>
void prefetch(const AdamChunk<scalar_t>& s, int64_t i) {
  constexpr int64_t kAhead = 384 / sizeof(scalar_t);
  if (i + kAhead < s.size) {
    __builtin_prefetch(s.grad + i + kAhead, 0);
    __builtin_prefetch(s.param + i + kAhead, 1);
    __builtin_prefetch(s.exp_avg + i + kAhead, 1);
    __builtin_prefetch(s.exp_avg_sq + i + kAhead, 1);
  }
}

template <bool scaled, typename scalar_t>
void whole_vectors(const AdamChunk<scalar_t>& s, const AdamHyperparameters& n, int64_t size) {
  using Vec = at::vec::Vectorized<scalar_t>;
  const Vectors<scalar_t> constants(s, n);
  int64_t i = 0;
  for (; i + Vec::size() <= size; i += Vec::size()) {
    prefetch(s, i);
    vector<scaled>(
        s, n, constants, i, [](const scalar_t* from) { return Vec::loadu(from); },
        [](const Vec& value, scalar_t* to) { value.store(to); });
  }
  if (i < size) {
    // Vectors wider than ATen's: the last one is partially filled.
    const int64_t count = size - i;
    vector<scaled>(
        s, n, constants, i, [=](const scalar_t* from) { return Vec::loadu(from, count); },
        [=](const Vec& value, scalar_t* to) { value.store(to, static_cast<int>(count)); });
  }
}

template <typename scalar_t>
void tail(const AdamChunk<scalar_t>& s, const AdamHyperparameters& n, int64_t begin) {
  const auto number = [](double value) { return static_cast<scalar_t>(value); };
  const scalar_t weight = number(1 - n.beta1), one_minus_beta2 = number(1 - n.beta2);
  const GradFactors<scalar_t> factors(n.scaling);
  for (int64_t i = begin; i < s.size; ++i) {
    scalar_t param = s.param[i];
    scalar_t grad = factors.scaled(s.grad[i]);
    if (n.keep_grads) {
      s.grad[i] = grad;
    }
    grad = n.maximize ? -grad : grad;
    if (n.weight_decay != 0) {
      if (n.decoupled_weight_decay) {
        param *= number(1 - n.lr * n.weight_decay);
      } else {
        grad = multiply_add(param, number(n.weight_decay), grad);
      }
    }
    const scalar_t difference = grad - s.exp_avg[i];
    s.exp_avg[i] = std::abs(weight) < scalar_t(0.5) ? multiply_add(weight, difference, s.exp_avg[i])
                                                    : multiply_add(-difference, scalar_t(1) - weight, grad);
    s.exp_avg_sq[i] = multiply_add(s.exp_avg_sq[i], number(n.beta2), one_minus_beta2 * grad * grad);
    scalar_t second = s.exp_avg_sq[i];
    if (n.amsgrad) {
      second = s.max_exp_avg_sq[i] = std::max(s.max_exp_avg_sq[i], second);
    }
    const scalar_t denominator = std::sqrt(second) / number(s.bias_correction2_sqrt) + number(n.eps);
    s.param[i] = param - number(s.step_size) * s.exp_avg[i] / denominator;
  }
}

}  // namespace

template <typename scalar_t>
void adam_chunk(const AdamChunk<scalar_t>& chunk, const AdamHyperparameters& options) {
  const int64_t whole = chunk.size - chunk.size % kAtenLanes<scalar_t>;
  if (options.scaling.is_one()) {
    whole_vectors<false>(chunk, options, whole);
  } else {
    whole_vectors<true>(chunk, options, whole);
  }
  tail(chunk, options, whole);
}

template void adam_chunk(const AdamChunk<float>&, const AdamHyperparameters&);
template void adam_chunk(const AdamChunk<double>&, const AdamHyperparameters&);

}  // namespace torch4j::ops::cpu::CPU_CAPABILITY
