#include "autograd/tensor_hooks.h"

#include <torch/csrc/autograd/function_hook.h>
#include <torch/csrc/autograd/variable.h>

#include <utility>
#include <vector>

namespace torch4j {

namespace {

using torch::autograd::FunctionPreHook;
using torch::autograd::variable_list;

class TensorHooks : public FunctionPreHook {
 public:
  TensorHooks(std::shared_ptr<GraphCallback> callback, size_t index) : callback_(std::move(callback)), index_(index) {}

  variable_list operator()(const variable_list& gradients) override {
    variable_list one{gradients.at(index_)};
    callback_->call(one, nullptr);
    variable_list result = gradients;
    result[index_] = std::move(one.at(0));
    return result;
  }

  const std::shared_ptr<GraphCallback>& callback() const { return callback_; }
  size_t index() const { return index_; }

 private:
  const std::shared_ptr<GraphCallback> callback_;
  const size_t index_;  // which output of the node the tensor is
};

class PostAccumulateHooks : public torch::autograd::PostAccumulateGradHook {
 public:
  explicit PostAccumulateHooks(std::shared_ptr<GraphCallback> callback) : callback_(std::move(callback)) {}

  void operator()(const at::Tensor& tensor) override {
    variable_list one{tensor};
    callback_->call(one, nullptr);
  }

  const std::shared_ptr<GraphCallback>& callback() const { return callback_; }

 private:
  const std::shared_ptr<GraphCallback> callback_;
};

}  // namespace

std::shared_ptr<GraphCallback> tensor_hooks(const at::Tensor& tensor, std::shared_ptr<GraphCallback> fresh) {
  TORCH_CHECK(tensor.requires_grad(), "cannot register a hook on a tensor that doesn't require gradient");
  const auto& grad_fn = tensor.grad_fn();
  const auto index = static_cast<size_t>(grad_fn ? tensor.output_nr() : 0);
  std::vector<std::unique_ptr<FunctionPreHook>>& all =
      grad_fn ? grad_fn->tensor_pre_hooks() : torch::autograd::impl::hooks(tensor);
  for (const auto& hook : all) {
    const auto* ours = dynamic_cast<const TensorHooks*>(hook.get());
    if (ours != nullptr && ours->index() == index) {
      return ours->callback();
    }
  }
  all.push_back(std::make_unique<TensorHooks>(fresh, index));
  return fresh;
}

std::shared_ptr<GraphCallback> post_accumulate_hooks(const at::Tensor& tensor, std::shared_ptr<GraphCallback> fresh) {
  TORCH_CHECK(tensor.requires_grad(), "cannot register a hook on a tensor that doesn't require gradient");
  TORCH_CHECK(!tensor.grad_fn(), "post accumulate grad hooks cannot be registered on non-leaf tensors");
  const auto* ours = dynamic_cast<const PostAccumulateHooks*>(torch::autograd::impl::post_acc_grad_hooks(tensor).get());
  if (ours != nullptr) {
    return ours->callback();
  }
  torch::autograd::impl::set_post_acc_grad_hooks(tensor, std::make_unique<PostAccumulateHooks>(fresh));
  return fresh;
}

}  // namespace torch4j
