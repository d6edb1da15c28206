#include "autograd/linear.h"

#include <ATen/TensorSubclassLikeUtils.h>
#include <ATen/ops/linear_native.h>
#include <ATen/ops/mm.h>
#include <torch/csrc/autograd/function.h>
#include <torch/csrc/autograd/functions/utils.h>
#include <torch/csrc/autograd/saved_variable.h>
#include <torch/library.h>

#include <mutex>
#include <optional>
#include <string>
#include <utility>

#include "products.h"

namespace torch4j {
namespace {

using torch::autograd::SavedVariable;
using torch::autograd::variable_list;

// The last dimension stays, the others become one.
at::Tensor matrix(const at::Tensor& tensor) {
  return tensor.dim() == 2 ? tensor : tensor.reshape({-1, tensor.size(-1)});
}

class LinearBackward final : public torch::autograd::Node {
 public:
  LinearBackward(const at::Tensor& input, const at::Tensor& weight, const std::optional<at::Tensor>& bias)
      : Node(torch::autograd::collect_next_edges(input, weight, bias)), input_sizes_(input.sizes().vec()) {
    if (should_compute_output(kInput)) {
      weight_ = SavedVariable(weight, /*is_output=*/false);
    }
    if (should_compute_output(kWeight)) {
      input_ = SavedVariable(input, /*is_output=*/false);
    }
  }

  variable_list apply(variable_list&& gradients) override {
    const std::lock_guard lock(mutex_);
    variable_list result(num_outputs());
    if (!gradients[0].defined()) {
      return result;
    }
    const bool to_input = task_should_compute_output(kInput), to_weight = task_should_compute_output(kWeight);
    const at::Tensor weight = to_input ? weight_.unpack() : at::Tensor();
    const at::Tensor input = to_weight ? input_.unpack() : at::Tensor();
    const at::Tensor grad = matrix(gradients[0]);
    if (to_input) {
      result[kInput] = times({grad}, {weight}).reshape(input_sizes_);
    }
    if (to_weight) {
      result[kWeight] = times({grad, /*transposed=*/true}, {matrix(input)});
    }
    if (task_should_compute_output(kBias)) {
      result[kBias] = grad.sum(0);
    }
    return result;
  }

  void release_variables() override {
    const std::lock_guard lock(mutex_);
    input_.reset_data();
    weight_.reset_data();
  }

  std::string name() const override { return "LinearBackward"; }

 private:
  enum Edge : size_t { kInput, kWeight, kBias };

  // Recorded if the gradient itself is to be differentiated (create_graph).
  static at::Tensor times(const Operand& a, const Operand& b) {
    return at::GradMode::is_enabled() ? at::mm(a.view(), b.view()) : product(a, b);
  }

  std::vector<int64_t> input_sizes_;
  SavedVariable input_, weight_;
};

bool ordinary(const at::Tensor& tensor) {
  return tensor.is_cpu() && tensor.layout() == at::kStrided && !tensor.is_conj() && !tensor.is_neg() &&
         !at::isTensorSubclassLike(tensor) && !torch::autograd::isFwGradDefined(tensor);
}

// What ATen multiplies as `apply` does, in the same order and with the same strides: a row-major weight, and a batch of
// rows one after the other, which may have a third dimension where there is a bias.
bool takes(const at::Tensor& input, const at::Tensor& weight, const std::optional<at::Tensor>& bias) {
  return ordinary(input) && ordinary(weight) && (!bias || ordinary(*bias)) &&
         (input.dim() == 2 || (input.dim() == 3 && bias)) && weight.dim() == 2 && input.numel() > 1 &&
         weight.numel() > 0 && input.size(-1) == weight.size(1) && input.is_contiguous() && weight.stride(1) == 1 &&
         weight.stride(0) == weight.size(1) && input.scalar_type() == weight.scalar_type() &&
         (!bias ||
          (bias->dim() == 1 && bias->size(0) == weight.size(0) && bias->scalar_type() == weight.scalar_type()));
}

at::Tensor forward(const at::Tensor& input, const at::Tensor& weight, const std::optional<at::Tensor>& bias) {
  const at::Tensor rows = matrix(input);
  const at::Tensor result = product({rows}, {weight, /*transposed=*/true}, bias);
  return input.dim() == 2 ? result : result.view({input.size(0), input.size(1), weight.size(0)});
}

at::Tensor linear(const at::Tensor& input, const at::Tensor& weight, const std::optional<at::Tensor>& given_bias) {
  // LibTorch has two forms of none.
  const std::optional<at::Tensor> bias = given_bias && given_bias->defined() ? given_bias : std::nullopt;
  if (!takes(input, weight, bias)) {
    return at::native::linear(input, weight, bias);
  }
  const at::Tensor result = forward(input, weight, bias);
  if (torch::autograd::compute_requires_grad(input, weight, bias)) {
    torch::autograd::set_history(result, c10::make_intrusive<LinearBackward>(input, weight, bias));
  }
  return result;
}

}  // namespace

void record_linear_as_one() {
  static torch::Library library(torch::Library::IMPL, "aten", c10::DispatchKey::AutogradCPU, __FILE__, __LINE__);
  static std::once_flag once;
  std::call_once(once, [] { library.impl("linear", linear); });
}

}  // namespace torch4j
