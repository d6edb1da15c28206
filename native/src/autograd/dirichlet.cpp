#include "autograd/dirichlet.h"

#include <ATen/core/LegacyTypeDispatch.h>
#include <ATen/core/grad_mode.h>
#include <ATen/ops/_dirichlet_grad.h>
#include <ATen/ops/_sample_dirichlet.h>
#include <torch/csrc/autograd/custom_function.h>

namespace torch4j {

namespace {

struct SampleDirichlet : torch::autograd::Function<SampleDirichlet> {
  static at::Tensor forward(torch::autograd::AutogradContext* context, const at::Tensor& concentration) {
    const at::AutoDispatchBelowADInplaceOrView below;
    at::Tensor sample = at::_sample_dirichlet(concentration);
    context->save_for_backward({sample, concentration});
    return sample;
  }

  static torch::autograd::variable_list backward(torch::autograd::AutogradContext* context,
                                                 torch::autograd::variable_list gradients) {
    const torch::autograd::variable_list saved = context->get_saved_variables();
    const at::Tensor& sample = saved.at(0);
    const at::Tensor& concentration = saved.at(1);
    const at::Tensor& gradient = gradients.at(0);
    TORCH_CHECK(!at::GradMode::is_enabled(), "trying to differentiate twice a function that was marked with ",
                "@once_differentiable");
    const at::Tensor total = concentration.sum(-1, true).expand_as(concentration);
    const at::Tensor slope = at::_dirichlet_grad(sample, concentration, total);
    return {slope.mul(gradient.sub(sample.mul(gradient).sum(-1, true)))};
  }
};

}  // namespace

at::Tensor sample_dirichlet(const at::Tensor& concentration) {
  return SampleDirichlet::apply(concentration);
}

}  // namespace torch4j
