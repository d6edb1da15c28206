#include "optimizer_state.h"

#include <ATen/ops/empty_like.h>
#include <ATen/ops/zeros.h>
#include <ATen/ops/zeros_like.h>

#include <algorithm>
#include <optional>

#include "ops/ops.h"

namespace torch4j {
namespace {

enum AdamSlot { kStep, kExpAvg, kExpAvgSq, kMaxExpAvgSq };
enum SgdSlot { kMomentumBuffer };

// Parameters of one group that have a gradient now, all of one kind, with their state: what one multi-tensor call
// takes.
struct Selection {
  at::Device device;
  at::ScalarType dtype;
  bool first;                   // no state was there before this step
  std::vector<size_t> indices;  // of the parameters in their group
  std::vector<at::Tensor> params;
  std::vector<at::Tensor> grads;
  std::vector<at::Tensor> slots[OptimizerState::kSlots];
  bool made = false;

  bool takes(const at::Tensor& param, bool is_first) const {
    return first == is_first && dtype == param.scalar_type() && device == param.device();
  }

  // Fills a slot with the group's tensors, and with what `make` makes for the k-th parameter where the group has none.
  template <typename Make>
  void load(const OptimizerState::Group& group, int slot, const Make& make) {
    slots[slot].reserve(indices.size());
    for (size_t k = 0; k < indices.size(); ++k) {
      const at::Tensor& there = group.slots[slot][indices[k]];
      slots[slot].push_back(there.defined() ? there : make(k));
      made = made || !there.defined();
    }
  }

  // Gives the group what was made. After the step: one that fails leaves no state behind.
  void keep(OptimizerState::Group& group) const {
    for (int slot = 0; made && slot < OptimizerState::kSlots; ++slot) {
      for (size_t k = 0; k < slots[slot].size(); ++k) {
        group.slots[slot][indices[k]] = slots[slot][k];
      }
    }
  }
};

// Before any group is touched, for a step is taken by all groups or by none.
void check_dense(OptimizerState& state, const char* optimizer) {
  for (const auto& group : state.groups()) {
    for (const at::Tensor& param : group.params) {
      TORCH_CHECK(!param.grad().defined() || param.grad().layout() == at::kStrided, optimizer,
                  " does not support sparse gradients");
    }
  }
}

// Splits a group as Python does, by device and dtype, and by whether a parameter has its state in `slot` already, if
// one is given.
std::vector<Selection> select(const OptimizerState::Group& group, std::optional<int> slot = std::nullopt) {
  std::vector<Selection> result;
  for (size_t i = 0; i < group.params.size(); ++i) {
    const at::Tensor& param = group.params[i];
    const at::Tensor& grad = param.grad();
    if (!grad.defined()) {
      continue;
    }
    const bool first = slot && !group.slots[*slot][i].defined();
    auto found = std::find_if(result.begin(), result.end(), [&](const Selection& s) { return s.takes(param, first); });
    if (found == result.end()) {
      found = result.insert(found, Selection{param.device(), param.scalar_type(), first, {}, {}, {}, {}});
      found->indices.reserve(group.params.size());
      found->params.reserve(group.params.size());
      found->grads.reserve(group.params.size());
    }
    found->indices.push_back(i);
    found->params.push_back(param);
    found->grads.push_back(grad);
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
  TORCH_CHECK(slot >= 0 && slot < kSlots, "optimizer state: slot: got ", slot, ", expected 0 to ", kSlots - 1);
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

void sgd_step(OptimizerState& state, std::span<const SgdOptions> options) {
  check_group_count(state, options.size());
  check_dense(state, "SGD");
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
                     o.nesterov, o.maximize, s.first);
      s.keep(group);
    }
  }
}

void adam_step(OptimizerState& state, std::span<const AdamOptions> options, bool decoupled_weight_decay) {
  check_group_count(state, options.size());
  check_dense(state, decoupled_weight_decay ? "AdamW" : "Adam");
  for (size_t g = 0; g < options.size(); ++g) {
    auto& group = state.groups()[g];
    const AdamOptions& o = options[g];
    for (auto& s : select(group)) {
      const auto zeros_like = [&](size_t k) { return at::zeros_like(s.params[k], at::MemoryFormat::Preserve); };
      s.load(group, kStep, [&](size_t) { return at::zeros({}, at::device(s.device).dtype(at::kFloat)); });
      s.load(group, kExpAvg, zeros_like);
      s.load(group, kExpAvgSq, zeros_like);
      if (o.amsgrad) {
        s.load(group, kMaxExpAvgSq, zeros_like);
      }
      ops::adam_step_(s.params, s.grads, s.slots[kExpAvg], s.slots[kExpAvgSq], s.slots[kMaxExpAvgSq], s.slots[kStep],
                      o.lr, o.beta1, o.beta2, o.weight_decay, o.eps, o.amsgrad, o.maximize, decoupled_weight_decay);
      s.keep(group);
    }
  }
}

}  // namespace torch4j
