#include "optim/adam.h"

#include "ops/ops.h"
#include "optim/group_options.h"
#include "optim/grouped_tensors.h"

namespace torch4j {
namespace {

enum AdamSlot { kStep, kExpAvg, kExpAvgSq, kMaxExpAvgSq };

}  // namespace

std::vector<AdamOptions> adam_options(std::span<const double> numbers) {
  return group_options<AdamOptions, 7>(
      numbers, [](const double* v) { return AdamOptions{v[0], v[1], v[2], v[3], v[4], v[5] != 0, v[6] != 0}; });
}

void adam_step(OptimizerState& state, std::span<const AdamOptions> options, bool decoupled_weight_decay) {
  check_fused(state, decoupled_weight_decay ? "AdamW" : "Adam");
  checked_adam_step(state, options, decoupled_weight_decay, state.gradients(), {});
}

void checked_adam_step(OptimizerState& state, std::span<const AdamOptions> options, bool decoupled_weight_decay,
                       const OptimizerState::Gradients& grads, const ops::GradFactors& factors) {
  check_group_count(state, options.size());
  for (size_t g = 0; g < options.size(); ++g) {
    auto& group = state.groups()[g];
    const AdamOptions& o = options[g];
    const auto step = [&](at::TensorList params, at::TensorList of_params, const std::vector<at::Tensor>* slots) {
      ops::adam_step_(params, of_params, slots[kExpAvg], slots[kExpAvgSq],
                      o.amsgrad ? at::TensorList(slots[kMaxExpAvgSq]) : at::TensorList(), slots[kStep], o.lr, o.beta1,
                      o.beta2, o.weight_decay, o.eps, o.amsgrad, o.maximize, decoupled_weight_decay, factors);
    };
    // The common case: all tensors exist, so no tensor handles need to be copied.
    if (grads.of(g).size() == group.params.size() &&
        is_homogeneous(group, o.amsgrad ? kMaxExpAvgSq + 1 : kMaxExpAvgSq)) {
      step(group.params, grads.of(g), group.slots);
      continue;
    }
    for (auto& s : group_tensors_by_device_and_dtype(group)) {
      s.load_scalar(group, kStep, 0, s.device);
      s.load_zeros(group, kExpAvg);
      s.load_zeros(group, kExpAvgSq);
      if (o.amsgrad) {
        s.load_zeros(group, kMaxExpAvgSq);
      }
      step(s.params, s.grads, s.slots);
      s.store_new_slots(group);
    }
  }
}

}  // namespace torch4j
