#include <ATen/core/dispatch/Dispatcher.h>
#include <ATen/ops/_foreach_add.h>
#include <ATen/ops/_fused_adam.h>
#include <ATen/ops/_fused_adamw.h>
#include <torch/library.h>

#include "ops/ops.h"

namespace torch4j::ops {
namespace {

void check(at::TensorList params, at::TensorList grads, at::TensorList exp_avgs, at::TensorList exp_avg_sqs,
           at::TensorList max_exp_avg_sqs, at::TensorList steps, bool amsgrad) {
  const size_t n = params.size();
  TORCH_CHECK(grads.size() == n && exp_avgs.size() == n && exp_avg_sqs.size() == n && steps.size() == n &&
                  max_exp_avg_sqs.size() == (amsgrad ? n : 0),
              "adam_step_: got ", n, " params, ", grads.size(), " grads, ", exp_avgs.size(), " exp_avgs, ",
              exp_avg_sqs.size(), " exp_avg_sqs, ", max_exp_avg_sqs.size(), " max_exp_avg_sqs, ", steps.size(),
              " steps, expected lists of one length (max_exp_avg_sqs only with amsgrad)");
}

void kernel(at::TensorList params, at::TensorList grads, at::TensorList exp_avgs, at::TensorList exp_avg_sqs,
            at::TensorList max_exp_avg_sqs, at::TensorList steps, double lr, double beta1, double beta2,
            double weight_decay, double eps, bool amsgrad, bool maximize, bool decoupled_weight_decay) {
  check(params, grads, exp_avgs, exp_avg_sqs, max_exp_avg_sqs, steps, amsgrad);
  if (params.empty()) {
    return;
  }
  at::_foreach_add_(steps, 1);
  if (decoupled_weight_decay) {
    at::_fused_adamw_(params, grads, exp_avgs, exp_avg_sqs, max_exp_avg_sqs, steps, lr, beta1, beta2, weight_decay,
                      eps, amsgrad, maximize);
  } else {
    at::_fused_adam_(params, grads, exp_avgs, exp_avg_sqs, max_exp_avg_sqs, steps, lr, beta1, beta2, weight_decay,
                     eps, amsgrad, maximize);
  }
}

}  // namespace

void adam_step_(at::TensorList params, at::TensorList grads, at::TensorList exp_avgs, at::TensorList exp_avg_sqs,
                at::TensorList max_exp_avg_sqs, at::TensorList steps, double lr, double beta1, double beta2,
                double weight_decay, double eps, bool amsgrad, bool maximize, bool decoupled_weight_decay) {
  static const auto op = c10::Dispatcher::singleton()
                             .findSchemaOrThrow("torch4j::adam_step_", "")
                             .typed<decltype(adam_step_)>();
  op.call(params, grads, exp_avgs, exp_avg_sqs, max_exp_avg_sqs, steps, lr, beta1, beta2, weight_decay, eps, amsgrad,
          maximize, decoupled_weight_decay);
}

TORCH_LIBRARY_FRAGMENT(torch4j, m) {
  m.def(
      "adam_step_(Tensor(a!)[] params, Tensor[] grads, Tensor(b!)[] exp_avgs, Tensor(c!)[] exp_avg_sqs, "
      "Tensor(d!)[] max_exp_avg_sqs, Tensor(e!)[] steps, float lr, float beta1, float beta2, float weight_decay, "
      "float eps, bool amsgrad, bool maximize, bool decoupled_weight_decay) -> ()");
}

TORCH_LIBRARY_IMPL(torch4j, CompositeExplicitAutograd, m) {
  m.impl("adam_step_", kernel);
}

}  // namespace torch4j::ops
