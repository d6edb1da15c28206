// torch4j.NativeGradFn
#include <torch/csrc/autograd/function.h>
#include <torch/csrc/autograd/functions/accumulate_grad.h>

#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "autograd/node_hooks.h"
#include "jni/guard.h"
#include "jni/java_callback.h"

using namespace torch4j::jni;
using torch::autograd::Node;

namespace {

// What Java holds: a reference to a node, on the heap.
using NodeReference = c10::intrusive_ptr<Node>;

jlong java_reference(NodeReference node) {
  return node ? reinterpret_cast<jlong>(std::make_unique<NodeReference>(std::move(node)).release()) : 0;
}

Node& node_at(jlong reference) {
  return *at_address<NodeReference>(reference);
}

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

template <typename Attach>
jobject attached(JNIEnv* env, jlong node, jobject fresh, Attach&& attach) {
  return guarded(env, [&]() -> jobject {
    const auto hooks = attach(node_at(node), std::make_shared<JavaCallback>(env, fresh));
    return env->NewLocalRef(static_cast<const JavaCallback&>(*hooks).object());
  });
}

}  // namespace

extern "C" {

JNIEXPORT jstring JNICALL Java_torch4j_NativeGradFn_name(JNIEnv* env, jclass, jlong tensor) {
  return guarded(env, [&]() -> jstring {
    const std::string name = grad_fn_name(at_address<at::Tensor>(tensor));
    return name.empty() ? nullptr : env->NewStringUTF(name.c_str());
  });
}

JNIEXPORT jlong JNICALL Java_torch4j_NativeGradFn_of(JNIEnv* env, jclass, jlong tensor) {
  return guarded(env, [&]() -> jlong { return java_reference(at_address<at::Tensor>(tensor).grad_fn()); });
}

JNIEXPORT void JNICALL Java_torch4j_NativeGradFn_release(JNIEnv* env, jclass, jlong node) {
  guarded(env, [&] { std::unique_ptr<NodeReference>(&at_address<NodeReference>(node)).reset(); });
}

JNIEXPORT jlong JNICALL Java_torch4j_NativeGradFn_identity(JNIEnv* env, jclass, jlong node) {
  return guarded(env, [&]() -> jlong { return reinterpret_cast<jlong>(&node_at(node)); });
}

JNIEXPORT jbyteArray JNICALL Java_torch4j_NativeGradFn_nodeName(JNIEnv* env, jclass, jlong node) {
  return guarded(env, [&]() -> jbyteArray { return java_bytes(env, node_at(node).name()); });
}

JNIEXPORT jint JNICALL Java_torch4j_NativeGradFn_edgeCount(JNIEnv* env, jclass, jlong node) {
  return guarded(env, [&]() -> jint { return static_cast<jint>(node_at(node).num_outputs()); });
}

JNIEXPORT jlong JNICALL Java_torch4j_NativeGradFn_next(JNIEnv* env, jclass, jlong node, jint index) {
  return guarded(env, [&]() -> jlong {
    return java_reference(node_at(node).next_edges().at(static_cast<size_t>(index)).function);
  });
}

JNIEXPORT jint JNICALL Java_torch4j_NativeGradFn_inputNr(JNIEnv* env, jclass, jlong node, jint index) {
  return guarded(env, [&]() -> jint {
    return static_cast<jint>(node_at(node).next_edges().at(static_cast<size_t>(index)).input_nr);
  });
}

JNIEXPORT jboolean JNICALL Java_torch4j_NativeGradFn_variable(JNIEnv* env, jclass, jlong node, jlong into) {
  return guarded(env, [&]() -> jboolean {
    auto* accumulate = dynamic_cast<torch::autograd::AccumulateGrad*>(&node_at(node));
    if (accumulate == nullptr) {
      return JNI_FALSE;
    }
    at_address<at::Tensor>(into) = accumulate->variable;
    return JNI_TRUE;
  });
}

JNIEXPORT jobject JNICALL Java_torch4j_NativeGradFn_hooks(JNIEnv* env, jclass, jlong node, jobject fresh) {
  return attached(env, node, fresh, torch4j::node_hooks);
}

JNIEXPORT jobject JNICALL Java_torch4j_NativeGradFn_prehooks(JNIEnv* env, jclass, jlong node, jobject fresh) {
  return attached(env, node, fresh, torch4j::node_prehooks);
}

}  // extern "C"
