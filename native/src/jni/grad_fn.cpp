// torch4j.NativeGradFn
#include <torch/csrc/autograd/function.h>

#include <string>

#include "jni/guard.h"

using namespace torch4j::jni;

namespace {

// The name of Python's class, which is the C++ class without its namespaces. Empty if there is none.
std::string grad_fn_name(const at::Tensor& tensor) {
  try {
    const auto& grad_fn = tensor.grad_fn();
    if (!grad_fn) {
      return "";
    }
    const std::string name = grad_fn->name();
    const size_t separator = name.rfind("::");
    return separator == std::string::npos ? name : name.substr(separator + 2);
  } catch (const c10::Error&) {
    return "Invalid";  // a view that was modified in place where autograd does not allow that
  }
}

}  // namespace

extern "C" {

JNIEXPORT jstring JNICALL Java_torch4j_NativeGradFn_name(JNIEnv* env, jclass, jlong tensor) {
  return guarded(env, [&]() -> jstring {
    const std::string name = grad_fn_name(at_address<at::Tensor>(tensor));
    return name.empty() ? nullptr : env->NewStringUTF(name.c_str());
  });
}

}  // extern "C"
