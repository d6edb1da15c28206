#include "optim/algorithm.h"

#include <ATen/core/grad_mode.h>
#include <ATen/ops/_foreach_add.h>
#include <ATen/ops/_foreach_neg.h>

namespace torch4j {

const Algorithm& algorithm(int64_t id) {
  static const Algorithm* const all[] = {&kRmsprop, &kAdagrad, &kAdadelta,   &kAdamax,    &kNadam, &kRadam,
                                         &kRprop,   &kAsgd,    &kSparseAdam, &kAdafactor, &kMuon};
  TORCH_CHECK(id >= 0 && id < static_cast<int64_t>(std::size(all)), "optimizer: got algorithm ", id, ", expected 0 to ",
              std::size(all) - 1);
  return *all[id];
}

void check(const OptimizerState& state, const Algorithm& algorithm, std::span<const double> options) {
  TORCH_CHECK(state.groups().size() * algorithm.option_count == options.size(), algorithm.name, ": got ",
              options.size(), " numbers, expected ", algorithm.option_count, " for each of ", state.groups().size(),
              " groups");
  if (algorithm.gradients == Gradients::kDense) {
    check_dense(state, algorithm.name);
  } else if (algorithm.gradients == Gradients::kSparse) {
    check_sparse(state, algorithm.name);
  } else {
    check_shapes(state, algorithm.name);
  }
  if (algorithm.complex == Complex::kRefused) {
    check_real(state, algorithm.name);
  }
  for (size_t g = 0; algorithm.check != nullptr && g < state.groups().size(); ++g) {
    algorithm.check(state.groups()[g], &options[g * algorithm.option_count]);
  }
}

void checked_step(OptimizerState& state, const Algorithm& algorithm, std::span<const double> options) {
  const at::NoGradGuard no_grad;
  for (size_t g = 0; g < state.groups().size(); ++g) {
    auto& group = state.groups()[g];
    for (auto& selection : select(group, {.view_as_real = algorithm.complex == Complex::kAsReal})) {
      algorithm.step(group, selection, &options[g * algorithm.option_count]);
      selection.keep(group);
    }
  }
}

void step(OptimizerState& state, const Algorithm& algorithm, std::span<const double> options) {
  check(state, algorithm, options);
  checked_step(state, algorithm, options);
}

std::vector<double> count(const std::vector<at::Tensor>& steps) {
  std::vector<double> counts;
  counts.reserve(steps.size());
  for (const at::Tensor& step : steps) {
    counts.push_back(step.is_cpu() && step.scalar_type() == at::kFloat ? ++*step.mutable_data_ptr<float>()
                                                                       : step.add_(1).item<double>());
  }
  return counts;
}

std::vector<at::Tensor> descent(const Selection& selection, bool maximize, double weight_decay) {
  std::vector<at::Tensor> grads = maximize ? at::_foreach_neg(selection.grads) : selection.grads;
  if (weight_decay == 0) {
    return grads;
  }
  if (maximize) {
    at::_foreach_add_(grads, selection.params, weight_decay);
    return grads;
  }
  return at::_foreach_add(grads, selection.params, weight_decay);
}

}  // namespace torch4j
