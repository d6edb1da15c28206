// Compiled once for each instruction set, see cmake/Isa.cmake.
#include "ops/cpu/adam_kernel.h"

#include <algorithm>
#include <cmath>

#include "ops/cpu/kernel_math.h"

namespace torch4j::ops::cpu::CPU_CAPABILITY {
namespace {

template <typename scalar_t>
void whole_vectors(const AdamStretch<scalar_t>& s, const AdamNumbers& n, int64_t size) {
  using Vec = at::vec::Vectorized<scalar_t>;
  const auto vec = [](double value) { return Vec(static_cast<scalar_t>(value)); };
  // A weight of half or more counts from the gradient's side: beta1 below 0.5.
  const auto weight = static_cast<scalar_t>(1 - n.beta1);
  const bool from_average = std::abs(weight) < scalar_t(0.5);
  const Vec toward_grad(from_average ? weight : weight - scalar_t(1));
  const Vec beta2 = vec(n.beta2), one_minus_beta2 = vec(1 - n.beta2);
  const Vec penalty = vec(n.weight_decay), decay = vec(1 - n.lr * n.weight_decay);
  const Vec minus_step_size = vec(-s.step_size), correction = vec(s.bias_correction2_sqrt), eps = vec(n.eps);
  for (int64_t i = 0; i < size; i += Vec::size()) {
    Vec param = Vec::loadu(s.param + i);
    Vec grad = Vec::loadu(s.grad + i);
    if (n.maximize) {
      grad = grad.neg();
    }
    if (n.weight_decay != 0) {
      if (n.decoupled_weight_decay) {
        param = param * decay;
      } else {
        grad = multiply_add(param, penalty, grad);
      }
    }
    Vec exp_avg = Vec::loadu(s.exp_avg + i);
    exp_avg = multiply_add(toward_grad, grad - exp_avg, from_average ? exp_avg : grad);
    const Vec exp_avg_sq = multiply_add(one_minus_beta2 * grad, grad, Vec::loadu(s.exp_avg_sq + i) * beta2);
    exp_avg.store(s.exp_avg + i);
    exp_avg_sq.store(s.exp_avg_sq + i);
    Vec second = exp_avg_sq;
    if (n.amsgrad) {
      second = at::vec::maximum(Vec::loadu(s.max_exp_avg_sq + i), exp_avg_sq);
      second.store(s.max_exp_avg_sq + i);
    }
    param = param + minus_step_size * exp_avg / (second.sqrt() / correction + eps);
    param.store(s.param + i);
  }
}

template <typename scalar_t>
void rest(const AdamStretch<scalar_t>& s, const AdamNumbers& n, int64_t begin) {
  const auto number = [](double value) { return static_cast<scalar_t>(value); };
  const scalar_t weight = number(1 - n.beta1), one_minus_beta2 = number(1 - n.beta2);
  for (int64_t i = begin; i < s.size; ++i) {
    scalar_t param = s.param[i];
    scalar_t grad = n.maximize ? -s.grad[i] : s.grad[i];
    if (n.weight_decay != 0) {
      if (n.decoupled_weight_decay) {
        param *= number(1 - n.lr * n.weight_decay);
      } else {
        grad = multiply_add(param, number(n.weight_decay), grad);
      }
    }
    const scalar_t away = grad - s.exp_avg[i];
    s.exp_avg[i] = std::abs(weight) < scalar_t(0.5) ? multiply_add(weight, away, s.exp_avg[i])
                                                    : multiply_add(-away, scalar_t(1) - weight, grad);
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
void adam_stretch(const AdamStretch<scalar_t>& stretch, const AdamNumbers& numbers) {
  const int64_t whole = stretch.size - stretch.size % at::vec::Vectorized<scalar_t>::size();
  whole_vectors(stretch, numbers, whole);
  rest(stretch, numbers, whole);
}

template void adam_stretch(const AdamStretch<float>&, const AdamNumbers&);
template void adam_stretch(const AdamStretch<double>&, const AdamNumbers&);

}  // namespace torch4j::ops::cpu::CPU_CAPABILITY
