#pragma once

#include <memory>
#include <vector>

#include "autograd/graph_callback.h"

namespace torch4j {

// Puts one node into the graph behind these tensors, all of which require gradients, and returns the tensors that come
// out of it: the same values, in the same memory. The observer is called in the backward pass with all gradients that
// arrive at the node; it may replace them. What Python has in torch.utils.hooks.BackwardHook.
std::vector<at::Tensor> observe_gradients(const std::vector<at::Tensor>& tensors,
                                          std::shared_ptr<GraphCallback> observer);

}  // namespace torch4j
