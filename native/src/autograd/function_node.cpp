#include "autograd/function_node.h"

#include <torch/csrc/autograd/custom_function.h>
#include <torch/csrc/autograd/functions/utils.h>
#include <torch/csrc/autograd/grad_mode.h>
#include <torch/csrc/autograd/saved_variable.h>
#include <torch/csrc/autograd/variable.h>

#include <mutex>
#include <optional>
#include <unordered_set>
#include <utility>
#include <vector>

namespace torch4j {

namespace {

using torch::autograd::Node;
using torch::autograd::variable_list;

class FunctionNode : public Node {
 public:
  FunctionNode(const FunctionCall& call, std::shared_ptr<GraphCallback> backward, torch::autograd::edge_list next)
      : Node(std::move(next)),
        name_(call.name),
        backward_(std::move(backward)),
        materialize_grads_(call.materialize_grads) {
    for (const at::Tensor& input : call.inputs) {
      is_tensor_.push_back(input.defined());
    }
  }

  // After the outputs have got this node: one that is saved must know that it is an output.
  void save(const FunctionCall& call, const std::vector<std::optional<at::Tensor>>& outputs) {
    for (const auto& output : outputs) {
      output_info_.push_back(output ? torch::autograd::VariableInfo(*output) : torch::autograd::VariableInfo());
    }
    for (const at::Tensor& tensor : call.saved) {
      saved_.emplace_back(tensor, tensor.defined() && tensor.grad_fn().get() == this);
    }
  }

  variable_list saved() {
    const std::lock_guard<std::mutex> lock(mutex_);
    TORCH_CHECK(!freed_, torch::autograd::ERR_BACKWARD_TWICE);
    variable_list tensors;
    tensors.reserve(saved_.size());
    for (const auto& saved : saved_) {
      tensors.push_back(saved.unpack(getptr()));
    }
    return tensors;
  }

  variable_list apply(variable_list&& gradients) override {
    at::OptionalDeviceGuard device_guard;
    variable_list list = std::move(gradients);
    for (size_t i = 0; materialize_grads_ && i < list.size(); i++) {
      if (!list[i].defined()) {
        list[i] = output_info_.at(i).zeros(device_guard);
      }
    }
    backward_->call(list, this);
    return of_tensors(std::move(list));
  }

  void release_variables() override {
    const std::lock_guard<std::mutex> lock(mutex_);
    saved_.clear();
    freed_ = true;
  }

  void release_resources() override {
    Node::release_resources();
    saved_.clear();
    backward_.reset();
  }

  std::string name() const override { return name_; }

 private:
  // The gradients of those inputs that are tensors. More than there are inputs may be returned if they are all None.
  variable_list of_tensors(variable_list list) const {
    const size_t expected = is_tensor_.size();
    while (list.size() > expected && !list.back().defined()) {
      list.pop_back();
    }
    TORCH_CHECK(list.size() == expected, "function ", name_, " returned an incorrect number of gradients (expected ",
                expected, ", got ", list.size(), ")");
    variable_list result;
    for (size_t i = 0; i < expected; i++) {
      if (is_tensor_[i]) {
        result.push_back(std::move(list[i]));
      } else {
        TORCH_CHECK(!list[i].defined(), "function ", name_, " returned a gradient different than None at position ",
                    i + 1, ", but the corresponding forward input was not a Variable");
      }
    }
    return result;
  }

  const std::string name_;
  std::shared_ptr<GraphCallback> backward_;
  const bool materialize_grads_;
  std::vector<bool> is_tensor_;
  std::vector<torch::autograd::VariableInfo> output_info_;
  std::vector<torch::autograd::SavedVariable> saved_;
  bool freed_ = false;
};

std::unordered_set<at::TensorImpl*> identities(const variable_list& tensors) {
  std::unordered_set<at::TensorImpl*> set;
  for (const at::Tensor& tensor : tensors) {
    set.insert(tensor.unsafeGetTensorImpl());
  }
  return set;
}

variable_list defined_ones(const variable_list& tensors) {
  variable_list result;
  for (const at::Tensor& tensor : tensors) {
    if (tensor.defined()) {
      result.push_back(tensor);
    }
  }
  return result;
}

std::vector<std::optional<at::Tensor>> optional_ones(const variable_list& tensors) {
  std::vector<std::optional<at::Tensor>> result;
  for (const at::Tensor& tensor : tensors) {
    result.push_back(tensor.defined() ? std::make_optional(tensor) : std::nullopt);
  }
  return result;
}

}  // namespace

variable_list record_function(const FunctionCall& call, std::shared_ptr<GraphCallback> backward) {
  const variable_list inputs = defined_ones(call.inputs);
  c10::intrusive_ptr<FunctionNode> node;
  if (torch::autograd::GradMode::is_enabled() && torch::autograd::any_variable_requires_grad(inputs)) {
    node = c10::make_intrusive<FunctionNode>(call, std::move(backward), torch::autograd::collect_next_edges(inputs));
  }
  for (const at::Tensor& tensor : call.dirty) {
    tensor.unsafeGetTensorImpl()->bump_version();
  }
  const auto wrapped = torch::autograd::_wrap_outputs(
      inputs, identities(call.non_differentiable), identities(call.dirty), optional_ones(call.outputs), node,
      [](const variable_list&, const variable_list&) -> variable_list {
        TORCH_CHECK(false, "jvp: a custom function of Java has no forward mode");
      },
      {}, [](const at::Tensor& tensor) { return tensor.view_as(tensor); }, false);
  if (node) {
    node->save(call, wrapped);
  }
  variable_list outputs;
  for (const auto& output : wrapped) {
    outputs.push_back(output.value_or(at::Tensor()));
  }
  return outputs;
}

variable_list saved_tensors(Node& node) {
  auto* function = dynamic_cast<FunctionNode*>(&node);
  TORCH_CHECK(function != nullptr, "saved_tensors: got the node ", node.name(), ", expected one of a custom function");
  return function->saved();
}

}  // namespace torch4j
