#pragma once

#include <ATen/core/function_schema.h>
#include <ATen/core/ivalue.h>
#include <ATen/core/jit_type.h>

#include <string>

#include "jit/value_tree.h"

// Conversion of Java values to TorchScript values and back, as Python's pybind_utils.
namespace torch4j::jit {

// Converts a Java value to this type: an int also to a float, an empty list to one of any element type.
// `where` names the argument for messages: `forward: argument x`; `remedy` ends them.
c10::IValue to_ivalue(const Node& node, const c10::TypePtr& type, const std::string& where, const std::string& remedy);

// Same, for an argument: one number is converted to a list of `N` equal ones, such as a kernel size.
c10::IValue to_ivalue(const Node& node, const c10::Argument& argument, const std::string& where,
                      const std::string& remedy);

// Writes a result for Java: a member of an enum as its name, a future as its value, an undefined tensor as None.
void write(TreeWriter& writer, const c10::IValue& value);

}  // namespace torch4j::jit
