#include "optim/update_rule.h"

#include <ATen/core/grad_mode.h>
#include <ATen/ops/_foreach_add.h>
#include <ATen/ops/_foreach_neg.h>

namespace torch4j {

const UpdateRule& update_rule(int64_t id) {
  static const UpdateRule* const all[] = {&kRmsprop, &kAdagrad, &kAdadelta,   &kAdamax,    &kNadam, &kRadam,
                                          &kRprop,   &kAsgd,    &kSparseAdam, &kAdafactor, &kMuon};
  TORCH_CHECK(id >= 0 && id < static_cast<int64_t>(std::size(all)), "optimizer: update rule: got ", id,
              ", expected 0 to ", std::size(all) - 1);
  return *all[id];
}

void check(const OptimizerState& state, const UpdateRule& rule, std::span<const double> options) {
  TORCH_CHECK(state.groups().size() * rule.option_count == options.size(), rule.name, ": got ", options.size(),
              " numbers, expected ", rule.option_count, " for each of ", state.groups().size(), " groups");
  if (rule.gradients == GradientLayout::kDense) {
    check_dense(state, rule.name);
  } else if (rule.gradients == GradientLayout::kSparse) {
    check_sparse(state, rule.name);
  } else {
    check_shapes(state, rule.name);
  }
  if (rule.complex == ComplexParams::kUnsupported) {
    check_real(state, rule.name);
  }
  for (size_t g = 0; rule.check != nullptr && g < state.groups().size(); ++g) {
    rule.check(state.groups()[g], &options[g * rule.option_count]);
  }
}

void checked_step(OptimizerState& state, const UpdateRule& rule, std::span<const double> options) {
  const at::NoGradGuard no_grad;
  for (size_t g = 0; g < state.groups().size(); ++g) {
    auto& group = state.groups()[g];
    for (auto& tensors :
         group_tensors_by_device_and_dtype(group, {.view_as_real = rule.complex == ComplexParams::kViewAsReal})) {
      rule.step(group, tensors, &options[g * rule.option_count]);
      tensors.store_new_slots(group);
    }
  }
}

void step(OptimizerState& state, const UpdateRule& rule, std::span<const double> options) {
  check(state, rule, options);
  checked_step(state, rule, options);
}

std::vector<double> increment_steps(const std::vector<at::Tensor>& steps) {
  std::vector<double> counts;
  counts.reserve(steps.size());
  for (const at::Tensor& step : steps) {
    counts.push_back(step.is_cpu() && step.scalar_type() == at::kFloat ? ++*step.mutable_data_ptr<float>()
                                                                       : step.add_(1).item<double>());
  }
  return counts;
}

std::vector<at::Tensor> decayed_grads(const GroupedTensors& tensors, bool maximize, double weight_decay) {
  std::vector<at::Tensor> grads = maximize ? at::_foreach_neg(tensors.grads) : tensors.grads;
  if (weight_decay == 0) {
    return grads;
  }
  if (maximize) {
    at::_foreach_add_(grads, tensors.params, weight_decay);
    return grads;
  }
  return at::_foreach_add(grads, tensors.params, weight_decay);
}

}  // namespace torch4j
