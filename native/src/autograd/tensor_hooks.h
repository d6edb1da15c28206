#pragma once

#include <memory>

#include "autograd/graph_callback.h"

namespace torch4j {

// The callback that stands for all hooks of a tensor: the one that it has already, or `fresh`, which it then gets. It
// is called with one gradient, which may be undefined, and may replace it. Python's Tensor.register_hook.
std::shared_ptr<GraphCallback> tensor_hooks(const at::Tensor& tensor, std::shared_ptr<GraphCallback> fresh);

// The same for Python's Tensor.register_post_accumulate_grad_hook: it is called with the tensor itself.
std::shared_ptr<GraphCallback> post_accumulate_hooks(const at::Tensor& tensor, std::shared_ptr<GraphCallback> fresh);

}  // namespace torch4j
