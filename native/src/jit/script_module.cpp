#include "jit/script_module.h"

#include <torch/csrc/jit/api/function_impl.h>
#include <torch/csrc/jit/passes/freeze_module.h>
#include <torch/csrc/jit/passes/frozen_graph_optimizations.h>
#include <torch/csrc/jit/passes/inliner.h>
#include <torch/csrc/jit/serialization/export.h>
#include <torch/csrc/jit/serialization/import.h>
#include <torch/csrc/jit/serialization/python_print.h>

#include <algorithm>
#include <iterator>
#include <utility>

#include "jit/java_error.h"
#include "jit/script_call.h"
#include "jit/values.h"

namespace torch4j::jit {
namespace {

using c10::IValue;
using torch::jit::Module;

using WeakTensor = c10::weak_intrusive_ptr<c10::TensorImpl, c10::UndefinedTensorImpl>;

constexpr const char* kTraining = "training";

int64_t identity_of(const Module& module) {
  return reinterpret_cast<int64_t>(module._ivalue().get());
}

// Parameters and buffers as in Python's ScriptModule.
bool is_parameter(const c10::ClassType& type, size_t slot, const IValue& value) {
  return type.is_parameter(slot) && value.isTensor();
}

bool is_buffer(const c10::ClassType& type, size_t slot, const IValue& value) {
  return !type.is_parameter(slot) && type.is_buffer(slot) && value.isTensor() &&
         type.getAttribute(slot)->isSubtypeOf(*c10::TensorType::get());
}

template <typename Predicate>
void write_tensors(TreeWriter& writer, const Module& module, Predicate predicate) {
  const auto object = module._ivalue();
  const auto type = object->type();
  std::vector<size_t> found;
  for (size_t slot = 0; slot < type->numAttributes(); slot++) {
    if (predicate(*type, slot, object->getSlot(slot))) {
      found.push_back(slot);
    }
  }
  writer.list(2 * found.size());
  for (const size_t slot : found) {
    writer.string(type->getAttributeName(slot));
    writer.tensor(object->getSlot(slot).toTensor());
  }
}

// The tensor of a slot, undefined if it has none.
const at::Tensor& tensor_at(const torch::jit::ObjectPtr& owner, size_t slot) {
  static const at::Tensor none;
  const IValue& value = owner->getSlot(slot);
  return value.isTensor() ? value.toTensor() : none;
}

torch::jit::GraphFunction& graph_function(torch::jit::Function& function) {
  return torch::jit::toGraphFunction(function);
}

void write_value(TreeWriter& writer, const torch::jit::Value& value) {
  writer.tuple(5);
  writer.string(value.debugName());
  writer.boolean(value.hasUses());
  writer.string(c10::typeKindToString(value.type()->kind()));
  const auto tensor = value.type()->cast<c10::TensorType>();
  const auto sizes = tensor ? tensor->sizes().concrete_sizes() : std::nullopt;
  if (sizes) {
    write(writer, IValue(*sizes));
  } else {
    writer.none();
  }
  writer.boolean(value.isCompleteTensor());
}

void write_values(TreeWriter& writer, at::ArrayRef<const torch::jit::Value*> values) {
  writer.list(values.size());
  for (const torch::jit::Value* value : values) {
    write_value(writer, *value);
  }
}

// As Python's `getattr(node, node.kindOf(name))(name)`.
void write_attribute(TreeWriter& writer, const torch::jit::Node& node, c10::Symbol name) {
  using torch::jit::AttributeKind;
  switch (node.kindOf(name)) {
    case AttributeKind::f:
      return writer.real(node.f(name));
    case AttributeKind::fs:
      return write(writer, IValue(node.fs(name)));
    case AttributeKind::i:
      return writer.integer(node.i(name));
    case AttributeKind::is:
      return write(writer, IValue(node.is(name)));
    case AttributeKind::s:
      return writer.string(node.s(name));
    case AttributeKind::ss:
      return write(writer, IValue(node.ss(name)));
    case AttributeKind::t:
      return writer.tensor(node.t(name));
    case AttributeKind::ts:
      return write(writer, IValue(node.ts(name)));
    case AttributeKind::ival:
      if (node.ival(name).isObject()) {  // packed weights; Java has no such value
        return writer.string(node.ival(name).type()->repr_str());
      }
      return write(writer, node.ival(name));
    default:  // a type, a graph, complex numbers
      return writer.string(torch::jit::toString(node.kindOf(name)));
  }
}

void write_node(TreeWriter& writer, const torch::jit::Node& node) {
  writer.tuple(5);
  writer.string(node.kind().toQualString());
  writer.string(node.scopeName());
  writer.list(node.inputs().size());
  for (const torch::jit::Value* input : node.inputs()) {
    writer.string(input->debugName());
  }
  write_values(writer, node.outputs());
  const auto names = node.attributeNames();
  writer.dict(names.size());
  for (const c10::Symbol name : names) {
    writer.string(name.toUnqualString());
    write_attribute(writer, node, name);
  }
}

std::unique_ptr<ScriptModule> wrapped(Module module) {
  return std::make_unique<ScriptModule>(std::move(module));
}

}  // namespace

ScriptModule::ScriptModule(Module module) : module_(std::move(module)) {
  for (torch::jit::Function* function : module_.type()->methods()) {
    methods_.emplace(function->name(), function);
  }
  const auto forward = methods_.find("forward");
  forward_ = forward == methods_.end() ? nullptr : forward->second;
  has_hooks_ = !module_.type()->getForwardHooks().empty() || !module_.type()->getForwardPreHooks().empty();
  for (const Module& part : module_.modules()) {
    const auto type = part.type();
    for (size_t slot = 0; slot < type->numAttributes(); slot++) {
      if (type->is_parameter(slot) || type->is_buffer(slot)) {
        watched_.push_back({part._ivalue(), slot, WeakTensor(at::Tensor().getIntrusivePtr())});
      }
    }
  }
  watch();
}

std::unique_ptr<ScriptModule> ScriptModule::load(const std::string& path, const std::string& device,
                                                 ExtraFiles& extra) {
  const auto target = device.empty() ? std::nullopt : std::make_optional<c10::Device>(device);
  return wrapped(torch::jit::import_ir_module(std::make_shared<torch::jit::CompilationUnit>(), path, target, extra));
}

void ScriptModule::save(const std::function<void(const void*, size_t)>& write, const ExtraFiles& extra) const {
  const std::function<size_t(const void*, size_t)> writer = [&](const void* data, size_t size) {
    write(data, size);
    return size;
  };
  torch::jit::ExportModule(module_, writer, extra);
}

std::string ScriptModule::describe() const {
  TreeWriter writer;
  writer.tuple(6);
  writer.string(module_.type()->name()->name());
  writer.integer(identity_of(module_));
  if (module_.hasattr(kTraining) && module_.attr(kTraining).isBool()) {
    writer.boolean(module_.attr(kTraining).toBool());
  } else {
    writer.none();
  }
  write_tensors(writer, module_, is_parameter);
  write_tensors(writer, module_, is_buffer);
  const auto children = module_.named_children();
  writer.list(2 * children.size());
  for (const auto& child : children) {
    writer.string(child.name);
    writer.integer(identity_of(child.value));
  }
  return writer.take();
}

std::unique_ptr<ScriptModule> ScriptModule::child(const std::string& name) const {
  return wrapped(module_.attr(name).toModule());
}

std::vector<std::string> ScriptModule::method_names() const {
  std::vector<std::string> names;
  for (const torch::jit::Function* function : module_.type()->methods()) {
    names.push_back(function->name());
  }
  return names;
}

torch::jit::Function& ScriptModule::method(const std::string& name) const {
  const auto found = methods_.find(name);
  if (found == methods_.end()) {
    std::string names;
    for (const auto& [known, function] : methods_) {
      names += (names.empty() ? "" : ", ") + known;
    }
    throw JavaError(JavaError::Kind::kIllegalArgument,
                    "method: got \"" + name + "\", expected one of " + (names.empty() ? "none" : names));
  }
  return *found->second;
}

std::string ScriptModule::declaration(const std::string& method) const {
  return declaration_of(this->method(method).getSchema());
}

std::string ScriptModule::code(const std::string& method) const {
  std::vector<IValue> constants;
  torch::jit::PrintDepsTable dependencies;
  torch::jit::PythonPrint printer(constants, dependencies);
  printer.printMethod(this->method(method));
  return printer.str();
}

std::string ScriptModule::graph(const std::string& method, bool inlined) const {
  auto graph = graph_function(this->method(method)).graph();
  if (inlined) {
    graph = graph->copy();
    torch::jit::Inline(*graph);
  }
  return graph->toString();
}

std::string ScriptModule::graph_nodes(const std::string& method) const {
  const auto graph = graph_function(this->method(method)).graph()->copy();
  torch::jit::Inline(*graph);
  const torch::jit::Graph& inlined = *graph;
  TreeWriter writer;
  writer.tuple(3);
  write_values(writer, inlined.inputs());
  writer.list(std::distance(inlined.nodes().begin(), inlined.nodes().end()));
  for (const torch::jit::Node* node : inlined.nodes()) {
    write_node(writer, *node);
  }
  write_values(writer, inlined.outputs());
  return writer.take();
}

at::Tensor ScriptModule::call(const at::Tensor& input) const {
  torch::jit::Function& forward = forward_ == nullptr ? method("forward") : *forward_;
  const IValue result = run_script(forward.name(), [&] {
    if (has_hooks_) {
      return Module(module_)({input});
    }
    torch::jit::Stack stack;
    const auto& schema = forward.getSchema();
    if (schema.arguments().size() == 2 && schema.arguments()[1].type()->kind() == c10::TypeKind::TensorType) {
      stack = {module_._ivalue(), input};
    } else {
      Node positional;
      positional.items.resize(1);
      positional.items[0].tag = Tag::kTensor;
      positional.items[0].integer = reinterpret_cast<int64_t>(&input);
      stack = arguments_of(forward, module_._ivalue(), positional, Node());
    }
    forward.run(stack);
    return stack.front();
  });
  if (!result.isTensor()) {
    throw JavaError(JavaError::Kind::kIllegalState, "forward: got a result of type " + result.type()->repr_str() +
                                                        ", expected Tensor; call it through invoke or callWith");
  }
  return result.toTensor();
}

std::string ScriptModule::invoke(const Node& call) const {
  torch::jit::Function& function = method(call.items.at(0).text);
  torch::jit::Stack stack = arguments_of(function, module_._ivalue(), call.items.at(1), call.items.at(2));
  const bool with_hooks = has_hooks_ && call.items.at(3).integer != 0;
  const IValue result = run_script(function.name(), [&] {
    if (with_hooks) {
      return Module(module_)(std::vector<IValue>(stack.begin() + 1, stack.end()));
    }
    function.run(stack);
    return stack.front();
  });
  TreeWriter writer;
  write(writer, result);
  return writer.take();
}

std::string ScriptModule::attribute(const std::string& name) const {
  if (!module_.hasattr(name)) {
    throw JavaError(JavaError::Kind::kIllegalArgument,
                    "name: got \"" + name + "\", which is no attribute of " + module_.type()->name()->name());
  }
  TreeWriter writer;
  write(writer, module_.attr(name));
  return writer.take();
}

void ScriptModule::set_attribute(const std::string& name, const Node& value) {
  const auto type = module_.type();
  const auto slot = type->findAttributeSlot(name);
  if (!slot) {
    throw JavaError(JavaError::Kind::kIllegalArgument,
                    "name: got \"" + name + "\", which is no attribute of " + type->name()->name());
  }
  module_._ivalue()->setSlot(*slot, to_ivalue(value, type->getAttribute(*slot), "attribute " + name, ""));
}

std::unique_ptr<ScriptModule> ScriptModule::copy() const {
  // Copies of parameters must be leaves, and require gradients as the originals do.
  c10::AutoGradMode no_grad(false);
  auto copy = wrapped(module_.deepcopy());
  for (size_t i = 0; i < watched_.size(); i++) {
    const at::Tensor& original = tensor_at(watched_[i].owner, watched_[i].slot);
    if (original.defined()) {
      const Watched& copied = copy->watched_.at(i);
      tensor_at(copied.owner, copied.slot).requires_grad_(original.requires_grad());
    }
  }
  return copy;
}

std::unique_ptr<ScriptModule> ScriptModule::freeze(const std::vector<std::string>& preserved,
                                                   bool optimize_numerics) const {
  auto frozen = wrapped(torch::jit::freeze_module(module_, preserved));
  for (const auto& [name, function] : frozen->methods_) {
    const bool wanted = name == "forward" || std::find(preserved.begin(), preserved.end(), name) != preserved.end();
    if (wanted) {
      auto graph = graph_function(*function).graph();
      torch::jit::OptimizeFrozenGraph(graph, optimize_numerics);
    }
  }
  return frozen;
}

void ScriptModule::optimize_for_inference(const std::vector<std::string>& other_methods) {
  torch::jit::optimize_for_inference(module_, other_methods);
}

bool ScriptModule::changed() const {
  return std::any_of(watched_.begin(), watched_.end(), [](const Watched& one) {
    return tensor_at(one.owner, one.slot).unsafeGetTensorImpl() != one.seen._unsafe_get_target();
  });
}

void ScriptModule::watch() {
  for (Watched& one : watched_) {
    one.seen = WeakTensor(tensor_at(one.owner, one.slot).getIntrusivePtr());
  }
}

}  // namespace torch4j::jit
