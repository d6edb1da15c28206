#include "jit/script_call.h"

#include <torch/csrc/jit/runtime/jit_exception.h>

#include <algorithm>
#include <cstring>
#include <map>
#include <sstream>

#include "jit/java_error.h"
#include "jit/values.h"

namespace torch4j::jit {
namespace {

using c10::FunctionSchema;
using c10::IValue;

// The beginning of the interpreter's error message, and of the script's error in it.
constexpr const char* kTraceback = "The following operation failed in the TorchScript interpreter.";
constexpr const char* kError = "\nRuntimeError: ";

[[noreturn]] void refuse(const std::string& message) {
  throw JavaError(JavaError::Kind::kIllegalArgument, message);
}

std::string joined(const std::vector<c10::Argument>& arguments) {
  std::string names;
  for (size_t i = 1; i < arguments.size(); i++) {
    names += (i == 1 ? "" : ", ") + arguments[i].name();
  }
  return names.empty() ? "none" : names;
}

// The keyword arguments; each must be in the schema, and not be passed by position too.
class Named {
 public:
  Named(const FunctionSchema& schema, const Node& named, size_t positional, const std::string& remedy) {
    for (size_t i = 0; i < named.items.size(); i += 2) {
      const std::string& name = named.items[i].text;
      const auto& arguments = schema.arguments();
      const auto found = std::find_if(arguments.begin() + 1, arguments.end(),
                                      [&](const c10::Argument& argument) { return argument.name() == name; });
      const std::string where = schema.name() + ": argument " + name;
      if (found == arguments.end()) {
        refuse(where + ": got a name that is not there, expected one of " + joined(arguments) + remedy);
      }
      if (static_cast<size_t>(found - arguments.begin()) <= positional) {
        refuse(where + ": got a value by position and one by name, expected one of the two" + remedy);
      }
      values_.emplace(name, &named.items[i + 1]);
    }
  }

  const Node* find(const std::string& name) const {
    const auto found = values_.find(name);
    return found == values_.end() ? nullptr : found->second;
  }

 private:
  std::map<std::string, const Node*> values_;
};

// The script's error without the interpreter's traceback.
std::string error_of(const std::string& account) {
  const size_t at = account.rfind(kError);
  std::string error = at == std::string::npos ? account : account.substr(at + std::strlen(kError));
  while (!error.empty() && error.back() == '\n') {
    error.pop_back();
  }
  return error;
}

}  // namespace

std::string declaration_of(const FunctionSchema& schema) {
  std::vector<c10::Argument> arguments(schema.arguments().begin() + 1, schema.arguments().end());
  std::ostringstream out;
  out << schema.cloneWithArguments(std::move(arguments));
  return out.str();
}

torch::jit::Stack arguments_of(const torch::jit::Function& method, const IValue& self, const Node& positional,
                               const Node& named) {
  const FunctionSchema& schema = method.getSchema();
  const auto& arguments = schema.arguments();
  const std::string remedy = "; it is " + declaration_of(schema);
  if (positional.items.size() >= arguments.size()) {
    refuse(schema.name() + ": got " + std::to_string(positional.items.size()) + " arguments, expected at most " +
           std::to_string(arguments.size() - 1) + remedy);
  }
  const Named by_name(schema, named, positional.items.size(), remedy);
  torch::jit::Stack stack{self};
  for (size_t i = 1; i < arguments.size(); i++) {
    const c10::Argument& argument = arguments[i];
    const std::string where = schema.name() + ": argument " + argument.name();
    const Node* given = i <= positional.items.size() ? &positional.items[i - 1] : by_name.find(argument.name());
    if (given != nullptr) {
      stack.push_back(to_ivalue(*given, argument, where, remedy));
    } else if (argument.default_value()) {
      stack.push_back(*argument.default_value());
    } else {
      refuse(where + ": got none, expected " + argument.type()->repr_str() + remedy);
    }
  }
  return stack;
}

IValue run_script(const std::string& method, const std::function<IValue()>& body) {
  const std::string prefix = method + ": ";
  try {
    return body();
  } catch (const JavaError&) {
    throw;
  } catch (const torch::jit::JITException& e) {
    const std::string raised = e.getOriginalMsg().value_or(error_of(e.what()));
    const std::string type = e.getPythonClassName().value_or("");
    const std::string name = type.substr(type.rfind('.') + 1);
    throw JavaError(JavaError::Kind::kTorch, prefix + (name.empty() ? "" : name + ": ") + raised, e.what());
  } catch (const c10::Error& e) {
    throw JavaError(JavaError::Kind::kTorch, prefix + e.what_without_backtrace(), e.what());
  } catch (const std::runtime_error& e) {
    const std::string account = e.what();
    throw JavaError(JavaError::Kind::kTorch, prefix + (account.starts_with(kTraceback) ? error_of(account) : account),
                    account);
  }
}

}  // namespace torch4j::jit
