#include "optim/optimizer_state.h"

#include <ATen/ops/empty_like.h>
#include <ATen/ops/zeros.h>
#include <ATen/ops/zeros_like.h>

#include <optional>
#include <utility>

#include "ops/ops.h"
#include "optim/selection.h"

namespace torch4j {
namespace {

enum AdamSlot { kStep, kExpAvg, kExpAvgSq, kMaxExpAvgSq };
enum SgdSlot { kMomentumBuffer };

void check_group_count(OptimizerState& state, size_t options) {
  TORCH_CHECK(state.groups().size() == options, "optimizer step: got options for ", options, " groups, expected ",
              state.groups().size());
}

// One options struct a group; `read` takes a group's first number.
template <typename Options, size_t kFields, typename Read>
std::vector<Options> options(std::span<const double> numbers, Read read) {
  TORCH_CHECK(numbers.size() % kFields == 0, "optimizer step: got ", numbers.size(), " numbers, expected ", kFields,
              " for each group");
  std::vector<Options> result;
  for (size_t i = 0; i < numbers.size(); i += kFields) {
    result.push_back(read(&numbers[i]));
  }
  return result;
}

}  // namespace

void OptimizerState::add_group(std::vector<at::Tensor> params) {
  Group group;
  for (auto& slot : group.slots) {
    slot.resize(params.size());
  }
  group.params = std::move(params);
  groups_.push_back(std::move(group));
}

const at::Tensor& OptimizerState::slot(int64_t group, int64_t param, int64_t slot) const {
  TORCH_CHECK(slot >= 0 && slot < kSlots, "optimizer state: slot: got ", slot, ", expected 0 to ", kSlots - 1);
  return groups_.at(group).slots[slot].at(param);
}

void OptimizerState::set_slot(int64_t group, int64_t param, int64_t slot, at::Tensor tensor) {
  TORCH_CHECK(slot >= 0 && slot < kSlots, "optimizer state: slot: got ", slot, ", expected 0 to ", kSlots - 1);
  groups_.at(group).slots[slot].at(param) = std::move(tensor);
}

at::TensorList OptimizerState::Gradients::of(size_t group) const {
  const size_t begin = group == 0 ? 0 : ends[group - 1];
  return at::TensorList(all).slice(begin, ends[group] - begin);
}

OptimizerState::Gradients OptimizerState::gradients() const {
  size_t count = 0;
  for (const auto& group : groups_) {
    count += group.params.size();
  }
  Gradients grads;
  grads.all.reserve(count);
  for (const auto& group : groups_) {
    for (const at::Tensor& param : group.params) {
      if (grad_of(param).defined()) {
        grads.all.push_back(grad_of(param));
      }
    }
    grads.ends.push_back(grads.all.size());
  }
  return grads;
}

void OptimizerState::zero_grad(bool set_to_none) {
  for (auto& group : groups_) {
    for (auto& param : group.params) {
      at::Tensor& grad = param.mutable_grad();
      if (!grad.defined()) {
        continue;
      }
      if (set_to_none) {
        grad.reset();
      } else {
        if (grad.grad_fn() != nullptr) {
          grad.detach_();
        } else {
          grad.set_requires_grad(false);  // a view, such as into a DDP bucket, refuses to be detached
        }
        grad.zero_();
      }
    }
  }
}

std::vector<SgdOptions> sgd_options(std::span<const double> numbers) {
  return options<SgdOptions, 6>(
      numbers, [](const double* v) { return SgdOptions{v[0], v[1], v[2], v[3], v[4] != 0, v[5] != 0}; });
}

std::vector<AdamOptions> adam_options(std::span<const double> numbers) {
  return options<AdamOptions, 7>(
      numbers, [](const double* v) { return AdamOptions{v[0], v[1], v[2], v[3], v[4], v[5] != 0, v[6] != 0}; });
}

void sgd_step(OptimizerState& state, std::span<const SgdOptions> options) {
  check_fused(state, "SGD");
  checked_sgd_step(state, options, {});
}

void checked_sgd_step(OptimizerState& state, std::span<const SgdOptions> options, const ops::GradFactors& factors) {
  check_group_count(state, options.size());
  for (size_t g = 0; g < options.size(); ++g) {
    auto& group = state.groups()[g];
    const SgdOptions& o = options[g];
    const bool momentum = o.momentum != 0;
    // A parameter whose first gradient comes late starts its buffer late, beside others that have theirs.
    for (auto& s : select(group, momentum ? std::optional<int>(kMomentumBuffer) : std::nullopt)) {
      if (momentum) {
        // Not filled here: the kernel starts the buffer with the gradient.
        s.load(group, kMomentumBuffer, [&](size_t k) { return at::empty_like(s.grads[k]); });
      }
      ops::sgd_step_(s.params, s.grads, s.slots[kMomentumBuffer], o.lr, o.momentum, o.dampening, o.weight_decay,
                     o.nesterov, o.maximize, s.first, factors);
      s.keep(group);
    }
  }
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
    // The ordinary step: all that it needs is there, and no handle of a tensor is copied.
    if (grads.of(g).size() == group.params.size() && is_whole(group, o.amsgrad ? kMaxExpAvgSq + 1 : kMaxExpAvgSq)) {
      step(group.params, grads.of(g), group.slots);
      continue;
    }
    for (auto& s : select(group)) {
      const auto zeros_like = [&](size_t k) { return at::zeros_like(s.params[k], at::MemoryFormat::Preserve); };
      s.load(group, kStep, [&](size_t) { return at::zeros({}, at::device(s.device).dtype(at::kFloat)); });
      s.load(group, kExpAvg, zeros_like);
      s.load(group, kExpAvgSq, zeros_like);
      if (o.amsgrad) {
        s.load(group, kMaxExpAvgSq, zeros_like);
      }
      step(s.params, s.grads, s.slots);
      s.keep(group);
    }
  }
}

}  // namespace torch4j
