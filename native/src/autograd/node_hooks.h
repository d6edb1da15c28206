#pragma once

#include <memory>

#include "autograd/graph_callback.h"

namespace torch4j {

// The callback that stands for all hooks of a node: the one that it has already, or `fresh`, which it then gets. It is
// called with the gradients that the node computed, one for each of its edges, and then those that it got; it leaves as
// many as there are edges. Python's Node.register_hook.
std::shared_ptr<GraphCallback> node_hooks(torch::autograd::Node& node, std::shared_ptr<GraphCallback> fresh);

// The same for Python's Node.register_prehook: it is called with the gradients that arrive at the node.
std::shared_ptr<GraphCallback> node_prehooks(torch::autograd::Node& node, std::shared_ptr<GraphCallback> fresh);

}  // namespace torch4j
