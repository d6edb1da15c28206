#pragma once

#include <torch/csrc/autograd/function.h>

#include <functional>
#include <vector>

namespace torch4j {

// Called in the backward pass with all gradients that arrive at a node; it may replace them.
using GradientObserver = std::function<void(torch::autograd::variable_list& gradients)>;

// Puts one node into the graph behind these tensors, all of which require gradients, and returns the tensors that come
// out of it: the same values, in the same memory. What Python has in torch.utils.hooks.BackwardHook.
std::vector<at::Tensor> observe_gradients(const std::vector<at::Tensor>& tensors, GradientObserver observer);

}  // namespace torch4j
