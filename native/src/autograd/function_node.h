#pragma once

#include <memory>
#include <string>

#include "autograd/graph_callback.h"

namespace torch4j {

// What a custom function's forward has done.
struct FunctionCall {
  std::string name;  // of the node, as Python names it: the class with "Backward"
  // Undefined where an input is no tensor, or an output is None.
  torch::autograd::variable_list inputs;
  torch::autograd::variable_list outputs;
  torch::autograd::variable_list dirty;
  torch::autograd::variable_list non_differentiable;
  torch::autograd::variable_list saved;
  bool materialize_grads = true;
};

// Puts a custom function into the graph, if one of its inputs requires gradients, and returns its outputs. The callback
// is the function's backward: from the gradients of the outputs to those of the inputs. What Python has in
// torch.autograd.Function.apply.
torch::autograd::variable_list record_function(const FunctionCall& call, std::shared_ptr<GraphCallback> backward);

// The tensors that the node of a custom function saved, in the order of saving; for its callback.
torch::autograd::variable_list saved_tensors(torch::autograd::Node& node);

}  // namespace torch4j
