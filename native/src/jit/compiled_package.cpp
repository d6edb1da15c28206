#include "jit/compiled_package.h"

#include <ATen/DynamicLibrary.h>
#include <torch/csrc/inductor/aoti_package/model_package_loader.h>

#include <algorithm>
#include <cstdlib>
#include <sstream>

namespace torch4j::jit {
namespace {

// Compiled code does not check its inputs' shapes, strides and dtypes unless this is set before its first run.
void have_inputs_checked() {
  ::setenv("AOTI_RUNTIME_CHECK_INPUTS", "1", /*overwrite=*/0);
}

#if defined(__x86_64__)
// Whether this CPU supports an instruction set, by its name in Python's cpu_vec_isa. Unknown names are accepted.
bool has_instructions(const std::string& name) {
  if (name == "AVX2") {
    return __builtin_cpu_supports("avx2") != 0;
  }
  if (name == "AVX512") {
    return __builtin_cpu_supports("avx512f") != 0;
  }
  if (name == "AVX512_VNNI") {
    return __builtin_cpu_supports("avx512vnni") != 0;
  }
  if (name == "AMX_TILE") {
    return __builtin_cpu_supports("amx-tile") != 0;
  }
  return name != "ASIMD" && name != "NEON" && name != "ZVECTOR" && name != "VSX";
}
#endif

// Throws unless this CPU supports the instruction sets that the code was compiled for, such as `AVX512 AVX512_VNNI`:
// the code would end the process.
void require_instructions(const std::string& compiled_for) {
#if defined(__x86_64__)
  std::istringstream names(compiled_for);
  for (std::string name; names >> name;) {
    TORCH_CHECK(has_instructions(name), "compiled package: got code for ", compiled_for,
                ", expected code for this CPU, which has no ", name, "; compile the package on such a machine");
  }
#endif
}

// Reads the names of the inputs from the compiled code, to which only subclasses of the runner have access.
class Code : public torch::inductor::AOTIModelContainerRunner {
 public:
  static std::vector<std::string> inputs(const torch::inductor::AOTIModelContainerRunner& runner) {
    at::DynamicLibrary& library = *(runner.*(&Code::model_so_));
    const AOTInductorModelContainerHandle handle = runner.*(&Code::container_handle_);
    const auto count =
        function<decltype(AOTInductorModelContainerGetNumInputs)>(library, "AOTInductorModelContainerGetNumInputs");
    const auto name =
        function<decltype(AOTInductorModelContainerGetInputName)>(library, "AOTInductorModelContainerGetInputName");
    size_t size = 0;
    TORCH_CHECK(count(handle, &size) == AOTI_RUNTIME_SUCCESS, "compiled package: the number of its inputs is not told");
    std::vector<std::string> names;
    for (size_t i = 0; i < size; i++) {
      const char* text = nullptr;
      TORCH_CHECK(name(handle, i, &text) == AOTI_RUNTIME_SUCCESS, "compiled package: the name of input ", i,
                  " is not told");
      names.emplace_back(text);
    }
    return names;
  }

 private:
  template <typename Function>
  static Function* function(at::DynamicLibrary& library, const char* name) {
    return reinterpret_cast<Function*>(library.sym(name));
  }
};

}  // namespace

CompiledPackage::CompiledPackage(const std::string& folder, const Options& options) {
  require_instructions(
      torch::inductor::AOTIModelPackageLoader::load_metadata_from_package(folder, options.model)["AOTI_CPU_ISA"]);
  have_inputs_checked();
  loader_ = std::make_unique<torch::inductor::AOTIModelPackageLoader>(
      folder, options.model, options.run_single_threaded, options.runners, options.device_index);
  inputs_ = Code::inputs(*loader_->get_runner());
}

CompiledPackage::~CompiledPackage() = default;

std::map<std::string, std::string> CompiledPackage::metadata() const {
  const auto metadata = loader_->get_metadata();
  return {metadata.begin(), metadata.end()};
}

std::vector<std::string> CompiledPackage::constants() const {
  auto names = loader_->get_constant_fqns();
  std::sort(names.begin(), names.end());
  return names;
}

std::vector<std::string> CompiledPackage::call_spec() const {
  return loader_->get_call_spec();
}

std::vector<at::Tensor> CompiledPackage::run(const std::vector<at::Tensor>& inputs) const {
  return loader_->run(inputs);
}

}  // namespace torch4j::jit
