#pragma once

#include <torch/csrc/autograd/anomaly_mode.h>
#include <torch/csrc/autograd/function.h>
#include <torch/csrc/autograd/saved_variable_hooks.h>

#include <exception>
#include <functional>
#include <memory>

namespace torch4j {

// LibTorch's own engine records no stacks and knows no hooks of saved tensors: Python has an engine of its own for
// both, and so has Java. The first call of any function here installs it, for the whole process and for good.

using AnomalyFactory = std::function<std::unique_ptr<torch::autograd::AnomalyMetadata>()>;
// Another exception for one that a node threw; called while anomaly detection is enabled.
using AnomalyExplanation = std::function<std::exception_ptr(torch::autograd::Node& node, std::exception_ptr thrown)>;

void set_anomaly_mode(bool enabled, bool check_nan, const AnomalyFactory& factory,
                      const AnomalyExplanation& explanation);

using SavedHooksFactory = std::function<std::unique_ptr<torch::autograd::SavedVariableHooks>()>;

// Hooks for what this thread saves for the backward pass until they are popped; the innermost ones are used.
void push_saved_hooks(SavedHooksFactory factory);
void pop_saved_hooks();

}  // namespace torch4j
