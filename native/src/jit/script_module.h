#pragma once

#include <torch/csrc/jit/api/module.h>

#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "jit/value_tree.h"

namespace torch4j::jit {

using ExtraFiles = torch::jit::ExtraFilesMap;

// The C++ side of torch4j.jit.ScriptModule: a TorchScript module with a table of its methods, which detects when
// scripts replace its tensors.
class ScriptModule {
 public:
  explicit ScriptModule(torch::jit::Module module);

  // An empty `device` is the one that the tensors were saved from. Reads the contents of `extra`.
  static std::unique_ptr<ScriptModule> load(const std::string& path, const std::string& device, ExtraFiles& extra);
  // Passes the bytes of the file to `write`, which must not throw.
  void save(const std::function<void(const void* data, size_t size)>& write, const ExtraFiles& extra) const;

  const torch::jit::Module& module() const { return module_; }

  // (type's name, identity, training or None, [parameter, tensor...], [buffer, tensor...], [child, identity...])
  std::string describe() const;
  std::unique_ptr<ScriptModule> child(const std::string& name) const;
  std::vector<std::string> method_names() const;
  // The method without `self`: `forward(Tensor x, float scale=1.) -> Tensor`.
  std::string declaration(const std::string& method) const;
  std::string code(const std::string& method) const;
  std::string graph(const std::string& method, bool inlined) const;
  // The inlined graph's own nodes, without those in blocks:
  // ([input...], [(kind, scope, [name of input...], [output...], {attribute: value})...], [output...]), where an input
  // or output is (name, whether it is used, type's kind, sizes or None, whether all of its type is known).
  std::string graph_nodes(const std::string& method) const;

  // Calls the module with one tensor, and runs the hooks of the script.
  at::Tensor call(const at::Tensor& input) const;
  // A call is (method, list of arguments, dict of named arguments, whether the script's hooks run).
  std::string invoke(const Node& call) const;

  std::string attribute(const std::string& name) const;
  void set_attribute(const std::string& name, const Node& value);

  std::unique_ptr<ScriptModule> copy() const;
  std::unique_ptr<ScriptModule> freeze(const std::vector<std::string>& preserved, bool optimize_numerics) const;
  void optimize_for_inference(const std::vector<std::string>& other_methods);

  // Whether a script has replaced parameters or buffers since `watch`.
  bool changed() const;
  void watch();

 private:
  // A parameter or buffer of the module or a submodule.
  struct Watched {
    torch::jit::ObjectPtr owner;
    size_t slot;
    // Weak: a plain pointer could be reused by a later tensor.
    c10::weak_intrusive_ptr<c10::TensorImpl, c10::UndefinedTensorImpl> seen;
  };

  torch::jit::Function& method(const std::string& name) const;

  torch::jit::Module module_;
  std::map<std::string, torch::jit::Function*> methods_;
  torch::jit::Function* forward_ = nullptr;
  bool has_hooks_ = false;
  std::vector<Watched> watched_;
};

}  // namespace torch4j::jit
