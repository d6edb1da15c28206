#include <ATen/core/dispatch/Dispatcher.h>
#include <ATen/core/grad_mode.h>
#include <ATen/ops/_foreach_add.h>
#include <ATen/ops/_fused_adam.h>
#include <ATen/ops/_fused_adamw.h>
#include <torch/library.h>

#include <algorithm>

#include "ops/cpu/adam.h"
#include "ops/cpu/stretches.h"
#include "ops/fused_lists.h"
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
  for (size_t i = 0; i < n; ++i) {
    TORCH_CHECK(steps[i].numel() == 1, "adam_step_: steps[", i, "]: got ", steps[i].sizes(), ", expected one element");
  }
}

// One operator for each would cost more than the step of a small parameter.
void count(at::TensorList steps) {
  const bool plain = std::all_of(steps.begin(), steps.end(), [](const at::Tensor& step) {
    return step.is_cpu() && step.scalar_type() == at::kFloat;
  });
  if (!plain) {
    at::_foreach_add_(steps, 1);
    return;
  }
  for (const at::Tensor& step : steps) {
    *step.mutable_data_ptr<float>() += 1;
  }
}

void kernel(at::TensorList params, at::TensorList grads, at::TensorList exp_avgs, at::TensorList exp_avg_sqs,
            at::TensorList max_exp_avg_sqs, at::TensorList steps, double lr, double beta1, double beta2,
            double weight_decay, double eps, bool amsgrad, bool maximize, bool decoupled_weight_decay) {
  check(params, grads, exp_avgs, exp_avg_sqs, max_exp_avg_sqs, steps, amsgrad);
  if (params.empty()) {
    return;
  }
  const at::NoGradGuard no_grad;
  const FusedLists lists("adam_step_",
                         {{"params", params, true},
                          {"grads", grads, false},
                          {"exp_avgs", exp_avgs, true},
                          {"exp_avg_sqs", exp_avg_sqs, true},
                          {"max_exp_avg_sqs", max_exp_avg_sqs, true}},
                         /*widen=*/false);
  count(steps);
  if (cpu::kernels_take(lists[0])) {
    cpu::adam_step(lists[0], lists[1], lists[2], lists[3], lists[4], steps,
                   {lr, beta1, beta2, weight_decay, eps, amsgrad, maximize, decoupled_weight_decay});
  } else if (decoupled_weight_decay) {
    at::_fused_adamw_(lists[0], lists[1], lists[2], lists[3], lists[4], steps, lr, beta1, beta2, weight_decay, eps,
                      amsgrad, maximize);
  } else {
    at::_fused_adam_(lists[0], lists[1], lists[2], lists[3], lists[4], steps, lr, beta1, beta2, weight_decay, eps,
                     amsgrad, maximize);
  }
  lists.write_back();
}

}  // namespace

void adam_step_(at::TensorList params, at::TensorList grads, at::TensorList exp_avgs, at::TensorList exp_avg_sqs,
                at::TensorList max_exp_avg_sqs, at::TensorList steps, double lr, double beta1, double beta2,
                double weight_decay, double eps, bool amsgrad, bool maximize, bool decoupled_weight_decay) {
  static const auto op =
      c10::Dispatcher::singleton().findSchemaOrThrow("torch4j::adam_step_", "").typed<decltype(adam_step_)>();
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

// Nothing of it is recorded, whatever the grad mode.
TORCH_LIBRARY_IMPL(torch4j, Autograd, m) {
  m.impl("adam_step_", torch::CppFunction::makeFallthrough());
}

}  // namespace torch4j::ops
