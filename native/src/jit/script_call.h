#pragma once

#include <torch/csrc/jit/api/module.h>

#include <functional>
#include <string>

#include "jit/value_tree.h"

// Calling TorchScript with Java's arguments.
namespace torch4j::jit {

// A method's schema without `self`, for people.
std::string declaration_of(const c10::FunctionSchema& schema);

// `self` and the arguments in the schema's order, defaults filled in.
torch::jit::Stack arguments_of(const torch::jit::Function& method, const c10::IValue& self, const Node& positional,
                               const Node& named);

// Runs `body`; what a script raises becomes a TorchException with the script's own message, and the traceback of the
// script as its detail.
c10::IValue run_script(const std::string& method, const std::function<c10::IValue()>& body);

}  // namespace torch4j::jit
