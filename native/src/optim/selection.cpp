#include "optim/selection.h"

#include <ATen/ops/full.h>
#include <ATen/ops/zeros_like.h>

#include <algorithm>

namespace torch4j {

std::vector<at::Tensor>& Selection::load_zeros(const OptimizerState::Group& group, int slot) {
  return load(group, slot, [this](size_t k) { return at::zeros_like(params[k], at::MemoryFormat::Preserve); });
}

std::vector<at::Tensor>& Selection::load_number(const OptimizerState::Group& group, int slot, double value) {
  return load(group, slot, [value](size_t) { return at::full({}, value, at::kFloat); });
}

void Selection::keep(OptimizerState::Group& group) const {
  for (int slot = 0; made && slot < OptimizerState::kSlots; ++slot) {
    for (size_t k = 0; k < slots[slot].size(); ++k) {
      group.slots[slot][indices[k]] = slots[slot][k];
    }
  }
}

std::vector<Selection> select(const OptimizerState::Group& group, std::optional<int> slot) {
  std::vector<Selection> result;
  for (size_t i = 0; i < group.params.size(); ++i) {
    const at::Tensor& param = group.params[i];
    const at::Tensor& grad = grad_of(param);
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

namespace {

template <typename Check>
void each_gradient(const OptimizerState& state, const Check& check) {
  for (size_t g = 0; g < state.groups().size(); ++g) {
    const auto& params = state.groups()[g].params;
    for (size_t i = 0; i < params.size(); ++i) {
      const at::Tensor& grad = grad_of(params[i]);
      if (grad.defined()) {
        check(grad, params[i], g, i);
      }
    }
  }
}

void check_shape(const char* optimizer, const at::Tensor& grad, const at::Tensor& param, size_t g, size_t i) {
  TORCH_CHECK(!at::isIntegralType(grad.scalar_type(), /*includeBool=*/true), optimizer, ": gradient of parameter ", i,
              " in group ", g, ": got ", grad.scalar_type(), " ", grad.sizes(),
              ", expected floating-point numbers; an optimizer cannot step by others");
  TORCH_CHECK(grad.sizes() == param.sizes(), optimizer, ": gradient of parameter ", i, " in group ", g, ": got ",
              grad.sizes(), ", expected ", param.sizes(), " as its parameter has");
}

void check_dense(const char* optimizer, const at::Tensor& grad, const at::Tensor& param, size_t g, size_t i) {
  TORCH_CHECK(grad.layout() == at::kStrided, optimizer, ": gradient of parameter ", i, " in group ", g, ": got ",
              grad.layout(), " ", grad.sizes(), ", expected a dense one; ", optimizer,
              " does not support sparse gradients");
  check_shape(optimizer, grad, param, g, i);
}

void check_kind(const char* optimizer, const at::Tensor& grad, const at::Tensor& param, size_t g, size_t i) {
  const at::ScalarType dtype = param.scalar_type();
  TORCH_CHECK(dtype == at::kFloat || dtype == at::kDouble || dtype == at::kHalf || dtype == at::kBFloat16, optimizer,
              ": parameter ", i, " in group ", g, ": got ", dtype, " ", param.sizes(),
              ", expected Float, Double, Half or BFloat16");
  TORCH_CHECK(grad.scalar_type() == dtype && grad.device() == param.device(), optimizer, ": gradient of parameter ", i,
              " in group ", g, ": got ", grad.scalar_type(), " on ", grad.device(), ", expected ", dtype, " on ",
              param.device(), ", as its parameter is");
}

}  // namespace

void check_shapes(const OptimizerState& state, const char* optimizer) {
  each_gradient(state, [&](const at::Tensor& grad, const at::Tensor& param, size_t g, size_t i) {
    check_shape(optimizer, grad, param, g, i);
  });
}

void check_dense(const OptimizerState& state, const char* optimizer) {
  each_gradient(state, [&](const at::Tensor& grad, const at::Tensor& param, size_t g, size_t i) {
    check_dense(optimizer, grad, param, g, i);
  });
}

void check_sparse(const OptimizerState& state, const char* optimizer) {
  each_gradient(state, [&](const at::Tensor& grad, const at::Tensor& param, size_t g, size_t i) {
    TORCH_CHECK(grad.is_sparse(), optimizer, ": gradient of parameter ", i, " in group ", g, ": got ", grad.layout(),
                " ", grad.sizes(), ", expected a sparse one; ", optimizer,
                " does not support dense gradients, please consider Adam instead");
    check_shape(optimizer, grad, param, g, i);
  });
}

void check_fused(const OptimizerState& state, const char* optimizer) {
  each_gradient(state, [&](const at::Tensor& grad, const at::Tensor& param, size_t g, size_t i) {
    check_dense(optimizer, grad, param, g, i);
    check_kind(optimizer, grad, param, g, i);
  });
}

bool is_whole(const OptimizerState::Group& group, int slots) {
  for (size_t i = 0; i < group.params.size(); ++i) {
    const at::Tensor& param = group.params[i];
    bool fits = param.scalar_type() == group.params[0].scalar_type() && param.device() == group.params[0].device();
    for (int slot = 0; slot < slots; ++slot) {
      fits = fits && group.slots[slot][i].defined();
    }
    if (!fits) {
      return false;
    }
  }
  return true;
}

}  // namespace torch4j
