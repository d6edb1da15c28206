#pragma once

#include <torch/csrc/autograd/function.h>

namespace torch4j {

struct BackwardFlags {
  bool keep_graph = false;
  bool create_graph = false;
  bool accumulate_grad = false;    // into .grad; otherwise the gradients are returned
  bool allow_unreachable = false;  // inputs that the outputs do not depend on
};

// What Python's engine does behind torch.autograd.backward and torch.autograd.grad, with its messages. A gradient may
// be undefined where none is needed. Returns one gradient for each input, unless it accumulates.
torch::autograd::variable_list run_backward(const torch::autograd::variable_list& outputs,
                                            const torch::autograd::variable_list& gradients,
                                            const torch::autograd::variable_list& inputs, BackwardFlags flags);

// Python's `tensor.grad = gradient`, with its checks. An undefined gradient removes it.
void set_grad(const at::Tensor& tensor, const at::Tensor& gradient);

}  // namespace torch4j
