#pragma once

#include <torch/csrc/jit/api/module.h>

#include <functional>
#include <string>

#include "jit/value_tree.h"

// Calling TorchScript with Java's arguments.
namespace torch4j::jit {

// A method's schema without `self`, for messages.
std::string declaration_of(const c10::FunctionSchema& schema);

// `self` and the arguments in the order of the schema, with defaults.
torch::jit::Stack arguments_of(const torch::jit::Function& method, const c10::IValue& self, const Node& positional,
                               const Node& named);

// Runs `body`; an exception of the script becomes a TorchException with its message, and the script's traceback as the
// detail.
c10::IValue run_script(const std::string& method, const std::function<c10::IValue()>& body);

}  // namespace torch4j::jit
