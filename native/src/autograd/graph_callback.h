#pragma once

#include <torch/csrc/autograd/function.h>

namespace torch4j {

// What the graph calls in the backward pass; it may replace the tensors, and their number. Destroyed with the graph, on
// whatever thread that happens.
class GraphCallback {
 public:
  GraphCallback() = default;
  GraphCallback(const GraphCallback&) = delete;
  GraphCallback& operator=(const GraphCallback&) = delete;
  virtual ~GraphCallback() = default;

  // `node` is the function's own node; null for a hook.
  virtual void call(torch::autograd::variable_list& tensors, torch::autograd::Node* node) = 0;
};

}  // namespace torch4j
