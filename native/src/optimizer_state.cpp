#include "optimizer_state.h"

#include <ATen/core/grad_mode.h>
#include <ATen/ops/empty_like.h>
#include <ATen/ops/zeros.h>
#include <ATen/ops/zeros_like.h>

#include <algorithm>

#include "ops/ops.h"

namespace torch4j {
namespace {

enum AdamSlot { kStep, kExpAvg, kExpAvgSq, kMaxExpAvgSq };
enum SgdSlot { kMomentumBuffer };

// Parameters of one group that have a gradient now, all of one kind, with their state: what one multi-tensor call takes.
struct Selection {
  at::Device device;
  at::ScalarType dtype;
  bool first;  // no state was there before this step
  std::vector<at::Tensor> params;
  std::vector<at::Tensor> grads;
  std::vector<at::Tensor> slots[OptimizerState::kSlots];

  bool takes(const at::Tensor& param, bool is_first) const {
    return first == is_first && dtype == param.scalar_type() && device == param.device();
  }
};

void check_dense(const OptimizerState::Group& group, const char* optimizer) {
  for (const at::Tensor& param : group.params) {
    TORCH_CHECK(!param.grad().defined() || !param.grad().is_sparse(), optimizer, " does not support sparse gradients");
  }
}

// Splits a group as Python does, by device and dtype in the order in which each is first met, and by `first`, which
// has an entry a parameter or none at all.
std::vector<Selection> select(const OptimizerState::Group& group, const std::vector<bool>& first = {}) {
  std::vector<Selection> result;
  for (size_t i = 0; i < group.params.size(); ++i) {
    const at::Tensor& param = group.params[i];
    const at::Tensor& grad = param.grad();
    if (!grad.defined()) {
      continue;
    }
    const bool is_first = !first.empty() && first[i];
    auto at = std::find_if(result.begin(), result.end(), [&](const Selection& s) { return s.takes(param, is_first); });
    if (at == result.end()) {
      at = result.insert(at, Selection{param.device(), param.scalar_type(), is_first, {}, {}, {}});
      at->params.reserve(group.params.size());
      at->grads.reserve(group.params.size());
    }
    at->params.push_back(param);
    at->grads.push_back(grad);
    for (int slot = 0; slot < OptimizerState::kSlots; ++slot) {
      if (group.slots[slot][i].defined()) {
        at->slots[slot].push_back(group.slots[slot][i]);
      }
    }
  }
  return result;
}

void check_group_count(OptimizerState& state, size_t options) {
  TORCH_CHECK(state.groups().size() == options, "optimizer step: got options for ", options, " groups, expected ",
              state.groups().size());
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
  return groups_.at(group).slots[slot].at(param);
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
        grad.detach_();
        grad.zero_();
      }
    }
  }
}

void sgd_step(OptimizerState& state, std::span<const SgdOptions> options) {
  check_group_count(state, options.size());
  const at::NoGradGuard no_grad;
  for (size_t g = 0; g < options.size(); ++g) {
    auto& group = state.groups()[g];
    const SgdOptions& o = options[g];
    auto& buffers = group.slots[kMomentumBuffer];
    const bool momentum = o.momentum != 0;
    check_dense(group, "SGD");
    std::vector<bool> first(group.params.size());
    for (size_t i = 0; momentum && i < group.params.size(); ++i) {
      if (!buffers[i].defined() && group.params[i].grad().defined()) {
        buffers[i] = at::empty_like(group.params[i].grad());
        first[i] = true;  // the kernel fills it with the gradient
      }
    }
    // A parameter whose first gradient comes late starts its buffer late, beside others that have theirs.
    for (const auto& s : select(group, first)) {
      ops::sgd_step_(s.params, s.grads, momentum ? at::TensorList(s.slots[kMomentumBuffer]) : at::TensorList(), o.lr,
                     o.momentum, o.dampening, o.weight_decay, o.nesterov, o.maximize, s.first);
    }
  }
}

void adam_step(OptimizerState& state, std::span<const AdamOptions> options, bool decoupled_weight_decay) {
  check_group_count(state, options.size());
  const at::NoGradGuard no_grad;
  for (size_t g = 0; g < options.size(); ++g) {
    auto& group = state.groups()[g];
    const AdamOptions& o = options[g];
    check_dense(group, decoupled_weight_decay ? "AdamW" : "Adam");
    for (size_t i = 0; i < group.params.size(); ++i) {
      const at::Tensor& param = group.params[i];
      if (!param.grad().defined()) {
        continue;
      }
      if (!group.slots[kStep][i].defined()) {
        group.slots[kStep][i] = at::zeros({}, param.options().dtype(at::kFloat).requires_grad(false));
        group.slots[kExpAvg][i] = at::zeros_like(param, at::MemoryFormat::Preserve);
        group.slots[kExpAvgSq][i] = at::zeros_like(param, at::MemoryFormat::Preserve);
      }
      if (o.amsgrad && !group.slots[kMaxExpAvgSq][i].defined()) {
        group.slots[kMaxExpAvgSq][i] = at::zeros_like(param, at::MemoryFormat::Preserve);
      }
    }
    for (const auto& s : select(group)) {
      ops::adam_step_(s.params, s.grads, s.slots[kExpAvg], s.slots[kExpAvgSq],
                      o.amsgrad ? at::TensorList(s.slots[kMaxExpAvgSq]) : at::TensorList(), s.slots[kStep], o.lr,
                      o.beta1, o.beta2, o.weight_decay, o.eps, o.amsgrad, o.maximize, decoupled_weight_decay);
    }
  }
}

}  // namespace torch4j
