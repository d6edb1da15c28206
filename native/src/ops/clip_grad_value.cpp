#include <ATen/core/grad_mode.h>
#include <ATen/ops/_foreach_clamp_max.h>
#include <ATen/ops/_foreach_clamp_min.h>
#include <ATen/record_function.h>
#include <torch/library.h>

#include <cmath>

#include "ops/gradient_checks.h"
#include "ops/group_tensors.h"
#include "ops/materialized.h"
#include "ops/ops.h"

namespace torch4j::ops {
namespace {

void clip_grad_value_kernel(at::TensorList grads, double clip_value) {
  TORCH_CHECK(!std::isnan(clip_value) && clip_value >= 0, "clip_grad_value_: clip_value: got ", clip_value,
              ", expected >= 0");
  for (size_t i = 0; i < grads.size(); ++i) {
    TORCH_CHECK(grads[i].layout() == at::kStrided && at::isFloatingType(grads[i].scalar_type()),
                "clip_grad_value_: grads[", i, "]: got ", grads[i].layout(), " ", grads[i].scalar_type(), " ",
                grads[i].sizes(), ", expected dense real floating-point numbers");
  }
  check_changeable("clip_grad_value_", grads);
  const at::NoGradGuard no_grad;
  for_each_device_and_dtype(grads, [&](at::TensorList group) {
    with_materialized(group, [&](at::TensorList changeable) {
      at::_foreach_clamp_min_(changeable, -clip_value);
      at::_foreach_clamp_max_(changeable, clip_value);
    });
  });
}

}  // namespace

void clip_grad_value_(at::TensorList grads, double clip_value) {
  RECORD_FUNCTION("torch4j::clip_grad_value_", std::vector<c10::IValue>());
  clip_grad_value_kernel(grads, clip_value);
}

TORCH_LIBRARY_FRAGMENT(torch4j, m) {
  m.def("clip_grad_value_(Tensor(a!)[] grads, float clip_value) -> ()");
}

TORCH_LIBRARY_IMPL(torch4j, CompositeExplicitAutograd, m) {
  m.impl("clip_grad_value_", clip_grad_value_kernel);
}

// Not differentiable: autograd records nothing.
TORCH_LIBRARY_IMPL(torch4j, Autograd, m) {
  m.impl("clip_grad_value_", torch::CppFunction::makeFallthrough());
}

}  // namespace torch4j::ops
