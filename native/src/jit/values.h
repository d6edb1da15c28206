#pragma once

#include <ATen/core/function_schema.h>
#include <ATen/core/ivalue.h>
#include <ATen/core/jit_type.h>

#include <string>

#include "jit/value_tree.h"

// Java's values as TorchScript's, and back: what Python does in its pybind_utils.
namespace torch4j::jit {

// A Java value as a value of this type. An int is a float, too; an empty list has the type's elements.
// `where` names the argument for messages: `forward: argument x`; `remedy` ends them.
c10::IValue to_ivalue(const Node& node, const c10::TypePtr& type, const std::string& where, const std::string& remedy);

// The same for an argument that takes one value in place of `fixed_size` equal ones, such as a kernel size.
c10::IValue to_ivalue(const Node& node, const c10::Argument& argument, const std::string& where,
                      const std::string& remedy);

// A result for Java. An enum's member is its name; a future is waited for; an undefined tensor is None.
void write(TreeWriter& writer, const c10::IValue& value);

}  // namespace torch4j::jit
