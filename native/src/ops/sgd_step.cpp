#include <ATen/core/dispatch/Dispatcher.h>
#include <ATen/core/grad_mode.h>
#include <ATen/ops/_fused_sgd.h>
#include <torch/library.h>

#include "ops/fused_lists.h"
#include "ops/ops.h"

namespace torch4j::ops {
namespace {

void check(at::TensorList params, at::TensorList grads, at::TensorList momentum_buffers, double momentum) {
  const size_t n = params.size();
  TORCH_CHECK(grads.size() == n && momentum_buffers.size() == (momentum != 0 ? n : 0), "sgd_step_: got ", n,
              " params, ", grads.size(), " grads, ", momentum_buffers.size(),
              " momentum_buffers, expected lists of one length (momentum_buffers only with momentum)");
}

void kernel(at::TensorList params, at::TensorList grads, at::TensorList momentum_buffers, double lr, double momentum,
            double dampening, double weight_decay, bool nesterov, bool maximize, bool first_step) {
  check(params, grads, momentum_buffers, momentum);
  if (params.empty()) {
    return;
  }
  const at::NoGradGuard no_grad;
  // Widened: of half precision, 2.13's CPU kernel updates only what is left over from whole vectors (pytorch #191763).
  const FusedLists lists(
      "sgd_step_", {{"params", params, true}, {"grads", grads, false}, {"momentum_buffers", momentum_buffers, true}},
      /*widen=*/true);
  at::_fused_sgd_(lists[0], lists[1], lists[2], weight_decay, momentum, lr, dampening, nesterov, maximize, first_step);
  lists.write_back();
}

}  // namespace

void sgd_step_(at::TensorList params, at::TensorList grads, at::TensorList momentum_buffers, double lr, double momentum,
               double dampening, double weight_decay, bool nesterov, bool maximize, bool first_step) {
  static const auto op =
      c10::Dispatcher::singleton().findSchemaOrThrow("torch4j::sgd_step_", "").typed<decltype(sgd_step_)>();
  op.call(params, grads, momentum_buffers, lr, momentum, dampening, weight_decay, nesterov, maximize, first_step);
}

TORCH_LIBRARY_FRAGMENT(torch4j, m) {
  m.def(
      "sgd_step_(Tensor(a!)[] params, Tensor[] grads, Tensor(b!)[] momentum_buffers, float lr, float momentum, "
      "float dampening, float weight_decay, bool nesterov, bool maximize, bool first_step) -> ()");
}

TORCH_LIBRARY_IMPL(torch4j, CompositeExplicitAutograd, m) {
  m.impl("sgd_step_", kernel);
}

// Nothing of it is recorded, whatever the grad mode.
TORCH_LIBRARY_IMPL(torch4j, Autograd, m) {
  m.impl("sgd_step_", torch::CppFunction::makeFallthrough());
}

}  // namespace torch4j::ops
