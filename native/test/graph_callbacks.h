#pragma once

#include <torch/csrc/autograd/functions/basic_ops.h>
#include <torch/csrc/autograd/variable.h>

#include <functional>
#include <memory>
#include <utility>

#include "autograd/backward_pass.h"
#include "autograd/graph_callback.h"

// Callbacks and graphs for the tests of autograd.
namespace torch4j::test {

using torch::autograd::Node;
using torch::autograd::variable_list;

// Calls a C++ function, and counts itself while it lives.
class Callback : public GraphCallback {
 public:
  explicit Callback(std::function<void(variable_list&, Node*)> body) : body_(std::move(body)) { alive++; }
  ~Callback() override { alive--; }

  void call(variable_list& tensors, Node* node) override { body_(tensors, node); }

  static inline int alive = 0;

 private:
  std::function<void(variable_list&, Node*)> body_;
};

inline std::shared_ptr<GraphCallback> callback(std::function<void(variable_list&, Node*)> body) {
  return std::make_shared<Callback>(std::move(body));
}

// The gradients of the inputs, for ones as those of the outputs.
inline variable_list gradients(const variable_list& outputs, const variable_list& inputs, BackwardFlags flags = {}) {
  variable_list ones;
  for (const at::Tensor& output : outputs) {
    ones.push_back(output.detach().clone().fill_(1));
  }
  return run_backward(outputs, ones, inputs, flags);
}

}  // namespace torch4j::test
