#include "autograd/backward_pass.h"

#include <torch/csrc/autograd/edge.h>
#include <torch/csrc/autograd/engine.h>
#include <torch/csrc/autograd/functions/basic_ops.h>
#include <torch/csrc/autograd/variable.h>

#include <utility>

namespace torch4j {

namespace {

using torch::autograd::Edge;
using torch::autograd::edge_list;
using torch::autograd::Node;
using torch::autograd::variable_list;

edge_list root_edges(const variable_list& outputs, const variable_list& gradients) {
  TORCH_CHECK(outputs.size() == gradients.size(), "got ", outputs.size(), " tensors and ", gradients.size(),
              " gradients");
  edge_list roots;
  roots.reserve(outputs.size());
  for (size_t i = 0; i < outputs.size(); i++) {
    Edge edge = torch::autograd::impl::gradient_edge(outputs[i]);
    TORCH_CHECK(edge.function, "element ", i, " of tensors does not require grad and does not have a grad_fn");
    TORCH_CHECK(gradients[i].defined() || !outputs[i].requires_grad(), "element ", i,
                " of gradients tuple is None, but the corresponding Tensor requires grad");
    roots.push_back(std::move(edge));
  }
  return roots;
}

edge_list input_edges(const variable_list& inputs, bool accumulate_grad) {
  edge_list edges;
  edges.reserve(inputs.size());
  for (const at::Tensor& input : inputs) {
    if (accumulate_grad) {
      input.retain_grad();
    }
    c10::intrusive_ptr<Node> function = input.grad_fn();
    if (!function) {
      function = torch::autograd::impl::try_get_grad_accumulator(input);
    }
    TORCH_CHECK(input.requires_grad(), "One of the differentiated Tensors does not require grad");
    if (function) {
      edges.emplace_back(std::move(function), static_cast<uint32_t>(input.output_nr()));
    } else {
      // A leaf that no operator has used: a node that nothing leads to.
      edges.emplace_back(c10::make_intrusive<torch::autograd::Identity>(), 0);
    }
  }
  return edges;
}

}  // namespace

variable_list run_backward(const variable_list& outputs, const variable_list& gradients, const variable_list& inputs,
                           BackwardFlags flags) {
  const edge_list roots = root_edges(outputs, gradients);
  const edge_list edges = input_edges(inputs, flags.accumulate_grad);
  variable_list results = torch::autograd::Engine::get_default_engine().execute(
      roots, gradients, flags.keep_graph, flags.create_graph, flags.accumulate_grad, edges);
  if (flags.accumulate_grad) {
    return {};
  }
  for (size_t i = 0; i < results.size(); i++) {
    TORCH_CHECK(flags.allow_unreachable || results[i].defined(), "The differentiated Tensor at index ", i,
                " appears to not have been used in the graph. Set allow_unused=True if this is the desired behavior.");
  }
  return results;
}

void set_grad(const at::Tensor& tensor, const at::Tensor& gradient) {
  if (!gradient.defined()) {
    tensor.mutable_grad() = gradient;
    return;
  }
  TORCH_CHECK(!tensor.is_same(gradient), "can't assign Variable as its own grad");
  const auto grad_dtype = tensor.grad_dtype();
  TORCH_CHECK(
      !grad_dtype || *grad_dtype == gradient.scalar_type(), "attempting to assign a gradient with dtype '",
      gradient.dtype(), "' to a tensor with grad_dtype '", *grad_dtype,
      "'. The gradient must match the tensor's grad_dtype (defaults to the tensor's dtype). You can set the "
      "tensor's grad_dtype attribute with a specific dtype, or None to allow any dtype. Set grad_dtype with "
      "caution. Diverging the dtypes of a tensor and its gradient may break downstream systems that assume they "
      "match.");
  TORCH_CHECK(tensor.device().type() == gradient.device().type(), "attempting to assign a gradient with device type '",
              gradient.device().type(), "' to a tensor with device type '", tensor.device().type(),
              "'. Please ensure that the gradient and the tensor are on the same device");
  TORCH_CHECK(tensor.device() == gradient.device(), "attempting to assign a gradient located on device '",
              gradient.device(), "' to a tensor located on device '", tensor.device(),
              "'. Please ensure that the gradient and the tensor are on the same device");
  TORCH_CHECK(tensor.sizes().equals(gradient.sizes()), "attempting to assign a gradient of size '", gradient.sizes(),
              "' to a tensor of size '", tensor.sizes(),
              "'. Please ensure that the gradient and the tensor are the same size");
  tensor.mutable_grad() = gradient;
}

}  // namespace torch4j
