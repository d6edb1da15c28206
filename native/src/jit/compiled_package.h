#pragma once

#include <ATen/core/Tensor.h>

#include <cstdint>
#include <map>
#include <memory>
#include <string>
#include <vector>

namespace torch::inductor {
class AOTIModelPackageLoader;
}

namespace torch4j::jit {

// A model that Python's AOTInductor has compiled, unpacked in a folder: the C++ side of torch4j.jit.AOTICompiledModel.
class CompiledPackage {
 public:
  struct Options {
    std::string model = "model";
    bool run_single_threaded = false;
    size_t runners = 1;
    int8_t device_index = -1;
  };

  CompiledPackage(const std::string& folder, const Options& options);
  ~CompiledPackage();

  // The inputs' names in the compiled code, in order.
  const std::vector<std::string>& inputs() const { return inputs_; }
  std::map<std::string, std::string> metadata() const;
  // The constants' names in the Python module, in order.
  std::vector<std::string> constants() const;
  // The pytree specs of inputs and outputs, in JSON.
  std::vector<std::string> call_spec() const;
  std::vector<at::Tensor> run(const std::vector<at::Tensor>& inputs) const;

 private:
  std::unique_ptr<torch::inductor::AOTIModelPackageLoader> loader_;
  std::vector<std::string> inputs_;
};

}  // namespace torch4j::jit
