#include "optim/grouped_tensors.h"

#include <ATen/ops/full.h>
#include <ATen/ops/view_as_complex.h>
#include <ATen/ops/view_as_real.h>
#include <ATen/ops/zeros_like.h>

#include <algorithm>

#include "ops/materialized.h"

namespace torch4j {

std::vector<at::Tensor>& GroupedTensors::load_zeros(const OptimizerState::Group& group, int slot) {
  return load(group, slot, [this](size_t k) { return at::zeros_like(params[k], at::MemoryFormat::Preserve); });
}

std::vector<at::Tensor>& GroupedTensors::load_scalar(const OptimizerState::Group& group, int slot, double value,
                                                     at::Device slot_device) {
  is_scalar[slot] = true;
  return load(group, slot, [&](size_t) { return at::full({}, value, at::device(slot_device).dtype(at::kFloat)); });
}

at::Tensor GroupedTensors::view(const at::Tensor& state, int slot) const {
  return viewed_as_real && !is_scalar[slot] ? at::view_as_real(state) : state;
}

void GroupedTensors::store_new_slots(OptimizerState::Group& group) const {
  for (int slot = 0; has_new_slots && slot < OptimizerState::kSlots; ++slot) {
    for (size_t k = 0; k < slots[slot].size(); ++k) {
      at::Tensor& stored = group.slots[slot][indices[k]];
      if (!stored.defined()) {
        const at::Tensor& tensor = slots[slot][k];
        stored = viewed_as_real && !is_scalar[slot] ? at::view_as_complex(tensor) : tensor;
      }
    }
  }
}

std::vector<GroupedTensors> group_tensors_by_device_and_dtype(const OptimizerState::Group& group,
                                                              const GroupingOptions& grouping) {
  std::vector<GroupedTensors> result;
  for (size_t i = 0; i < group.params.size(); ++i) {
    const at::Tensor& param = group.params[i];
    const at::Tensor& grad = grad_of(param);
    if (!grad.defined() || (grouping.dense_only && grad.layout() != at::kStrided)) {
      continue;
    }
    const bool first_step = grouping.slot && !group.slots[*grouping.slot][i].defined();
    auto found = std::find_if(result.begin(), result.end(),
                              [&](const GroupedTensors& s) { return s.matches(param, first_step); });
    if (found == result.end()) {
      const bool viewed = grouping.view_as_real && param.is_complex();
      found =
          result.insert(found, GroupedTensors{param.device(), param.scalar_type(), first_step, viewed, {}, {}, {}, {}});
      found->indices.reserve(group.params.size());
      found->params.reserve(group.params.size());
      found->grads.reserve(group.params.size());
    }
    found->indices.push_back(i);
    const at::Tensor materialized_grad = ops::materialized(grad);
    found->params.push_back(found->viewed_as_real ? at::view_as_real(param) : param);
    found->grads.push_back(found->viewed_as_real ? at::view_as_real(materialized_grad) : materialized_grad);
  }
  return result;
}

namespace {

template <typename Check>
void for_each_gradient(const OptimizerState& state, const Check& check) {
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
              " in group ", g, ": got ", grad.scalar_type(), " ", grad.sizes(), ", expected floating-point numbers");
  TORCH_CHECK(!ops::is_lazy(param), optimizer, ": parameter ", i, " in group ", g, ": got ", param.scalar_type(), " ",
              param.sizes(), " that is lazily conjugated or negated, expected a tensor that is not; clone() it first");
  TORCH_CHECK(grad.sizes() == param.sizes(), optimizer, ": gradient of parameter ", i, " in group ", g, ": got ",
              grad.sizes(), ", expected ", param.sizes(), ", as its parameter has");
}

void check_dense(const char* optimizer, const at::Tensor& grad, const at::Tensor& param, size_t g, size_t i) {
  TORCH_CHECK(grad.layout() == at::kStrided, optimizer, ": gradient of parameter ", i, " in group ", g, ": got ",
              grad.layout(), " ", grad.sizes(), ", expected a dense one; ", optimizer,
              " does not support sparse gradients");
  check_shape(optimizer, grad, param, g, i);
}

void check_dtype(const char* optimizer, const at::Tensor& grad, const at::Tensor& param, size_t g, size_t i) {
  const at::ScalarType dtype = param.scalar_type();
  TORCH_CHECK(dtype == at::kFloat || dtype == at::kDouble || dtype == at::kHalf || dtype == at::kBFloat16 ||
                  at::isComplexType(dtype),
              optimizer, ": parameter ", i, " in group ", g, ": got ", dtype, " ", param.sizes(),
              ", expected Float, Double, Half, BFloat16 or a complex dtype");
  TORCH_CHECK(grad.scalar_type() == dtype && grad.device() == param.device(), optimizer, ": gradient of parameter ", i,
              " in group ", g, ": got ", grad.scalar_type(), " on ", grad.device(), ", expected ", dtype, " on ",
              param.device(), ", as its parameter is");
}

}  // namespace

void check_shapes(const OptimizerState& state, const char* optimizer) {
  for_each_gradient(state, [&](const at::Tensor& grad, const at::Tensor& param, size_t g, size_t i) {
    check_shape(optimizer, grad, param, g, i);
  });
}

void check_dense(const OptimizerState& state, const char* optimizer) {
  for_each_gradient(state, [&](const at::Tensor& grad, const at::Tensor& param, size_t g, size_t i) {
    check_dense(optimizer, grad, param, g, i);
  });
}

void check_sparse(const OptimizerState& state, const char* optimizer) {
  for_each_gradient(state, [&](const at::Tensor& grad, const at::Tensor& param, size_t g, size_t i) {
    TORCH_CHECK(grad.is_sparse(), optimizer, ": gradient of parameter ", i, " in group ", g, ": got ", grad.layout(),
                " ", grad.sizes(), ", expected a sparse one; ", optimizer,
                " does not support dense gradients, please consider Adam instead");
    check_shape(optimizer, grad, param, g, i);
  });
}

void check_fused(const OptimizerState& state, const char* optimizer) {
  for_each_gradient(state, [&](const at::Tensor& grad, const at::Tensor& param, size_t g, size_t i) {
    check_dense(optimizer, grad, param, g, i);
    check_dtype(optimizer, grad, param, g, i);
  });
}

void check_dtypes(const OptimizerState& state, const char* optimizer) {
  for_each_gradient(state, [&](const at::Tensor& grad, const at::Tensor& param, size_t g, size_t i) {
    check_shape(optimizer, grad, param, g, i);
    check_dtype(optimizer, grad, param, g, i);
  });
}

void check_real(const OptimizerState& state, const char* optimizer) {
  for_each_gradient(state, [&](const at::Tensor& /*grad*/, const at::Tensor& param, size_t g, size_t i) {
    TORCH_CHECK(!param.is_complex(), optimizer, ": parameter ", i, " in group ", g, ": got ", param.scalar_type(), " ",
                param.sizes(), ", expected real numbers; ", optimizer, " does not support complex parameters");
  });
}

bool is_homogeneous(const OptimizerState::Group& group, int slots) {
  for (size_t i = 0; i < group.params.size(); ++i) {
    const at::Tensor& param = group.params[i];
    bool fits = !param.is_complex() && param.scalar_type() == group.params[0].scalar_type() &&
                param.device() == group.params[0].device();
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
