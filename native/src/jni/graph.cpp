// torch4j.internal.graph.NativeGraph
#include <torch/csrc/autograd/custom_function.h>
#include <torch/csrc/autograd/graph_task.h>

#include <exception>
#include <memory>
#include <regex>
#include <string>
#include <utility>

#include "autograd/backward_pass.h"
#include "autograd/function_node.h"
#include "autograd/gradient_observer.h"
#include "autograd/graph_engine.h"
#include "autograd/tensor_hooks.h"
#include "jni/guard.h"
#include "jni/java_callback.h"
#include "jni/java_object.h"

using namespace torch4j::jni;
using torch::autograd::Node;
using torch::autograd::variable_list;

namespace {

class JavaSavedHooks : public torch::autograd::SavedVariableHooks {
 public:
  explicit JavaSavedHooks(std::shared_ptr<JavaObject> hooks) : hooks_(std::move(hooks)) {}

  ~JavaSavedHooks() override {
    JNIEnv* env = hooks_->attached();
    if (packed_ == nullptr || env == nullptr || env->ExceptionCheck()) {
      return;  // the garbage collector does it
    }
    const LocalFrame frame(env);
    const JavaCalls& calls = JavaCalls::of(env);
    env->CallStaticVoidMethod(calls.type, calls.release, hooks_->get(), packed_->get());
    env->ExceptionClear();
  }

  void call_pack_hook(const at::Tensor& tensor) override {
    JNIEnv* env = hooks_->env();
    const LocalFrame frame(env);
    const JavaCalls& calls = JavaCalls::of(env);
    jobject packed =
        env->CallStaticObjectMethod(calls.type, calls.pack, hooks_->get(), reinterpret_cast<jlong>(&tensor));
    JavaThrown::check(env);
    packed_ = std::make_unique<JavaObject>(env, packed);
  }

  at::Tensor call_unpack_hook() override {
    JNIEnv* env = hooks_->env();
    const LocalFrame frame(env);
    const JavaCalls& calls = JavaCalls::of(env);
    at::Tensor tensor;
    env->CallStaticVoidMethod(calls.type, calls.unpack, hooks_->get(), packed_->get(),
                              reinterpret_cast<jlong>(&tensor));
    JavaThrown::check(env);
    return tensor;
  }

 private:
  std::shared_ptr<JavaObject> hooks_;
  std::unique_ptr<JavaObject> packed_;
};

// Where a node was made: a Throwable of Java's, and the node whose backward was running then.
class JavaTrace : public torch::autograd::AnomalyMetadata {
 public:
  explicit JavaTrace(JavaVM* vm) : vm_(vm) {}

  void store_stack() override {
    void* attached = nullptr;
    if (vm_->GetEnv(&attached, JNI_VERSION_1_8) != JNI_OK) {
      return;  // a thread of the engine's that has not met Java yet
    }
    auto* env = static_cast<JNIEnv*>(attached);
    const LocalFrame frame(env);
    const JavaCalls& calls = JavaCalls::of(env);
    jobject trace = env->CallStaticObjectMethod(calls.type, calls.trace);
    JavaThrown::check(env);
    trace_ = std::make_unique<JavaObject>(env, trace);
  }

  // The exception says it, see explained().
  void print_stack(const std::string&) override {}

  void assign_parent(const c10::intrusive_ptr<Node>& parent) override { parent_ = parent; }

  jobject trace() const { return trace_ == nullptr ? nullptr : trace_->get(); }
  const c10::intrusive_ptr<Node>& parent() const { return parent_; }

 private:
  JavaVM* vm_;
  std::unique_ptr<JavaObject> trace_;
  c10::intrusive_ptr<Node> parent_;
};

// The traces of a node and of those whose backward made it, innermost first; null for one without.
jobjectArray traces(JNIEnv* env, Node& node) {
  std::vector<jobject> found;
  for (Node* next = &node; next != nullptr;) {
    const auto* trace = dynamic_cast<const JavaTrace*>(next->metadata());
    found.push_back(trace == nullptr ? nullptr : trace->trace());
    next = trace == nullptr ? nullptr : trace->parent().get();
  }
  const jclass throwable = env->FindClass("java/lang/Throwable");
  jobjectArray array = env->NewObjectArray(static_cast<jsize>(found.size()), throwable, nullptr);
  for (size_t i = 0; array != nullptr && i < found.size(); i++) {
    env->SetObjectArrayElement(array, static_cast<jsize>(i), found[i]);
  }
  return array;
}

// Names of tensor types as Python has them, torch.cuda.FloatTensor for CUDAFloatType: LibTorch takes them from Python,
// if that is there.
std::string with_python_types(const std::string& message) {
  static const std::regex type("\\b(Sparse)?(CPU|CUDA)([A-Z][A-Za-z0-9]*)Type\\b");
  std::string result;
  auto rest = message.cbegin();
  for (std::sregex_iterator found(message.begin(), message.end(), type); found != std::sregex_iterator(); ++found) {
    const std::smatch& match = *found;
    result.append(rest, match[0].first);
    result += std::string("torch.") + (match[2] == "CUDA" ? "cuda." : "") + (match[1].matched ? "sparse." : "") +
              match[3].str() + "Tensor";
    rest = match[0].second;
  }
  return result.append(rest, message.cend());
}

// Throws in Java what a C++ handler has caught. What a callback of Java's threw is thrown as itself.
void raise_caught(JNIEnv* env) {
  guarded(env, [&] {
    try {
      throw;
    } catch (const JavaThrown& e) {
      env->Throw(e.get());
    } catch (const c10::Error& e) {
      raise(env, with_python_types(e.what_without_backtrace()).c_str(), e.what());
    } catch (const std::exception& e) {
      raise(env, with_python_types(e.what()).c_str(), "");
    }
  });
}

// The exception as one of Java's.
jthrowable java_throwable(JNIEnv* env, const std::exception_ptr& thrown) {
  try {
    std::rethrow_exception(thrown);
  } catch (...) {
    raise_caught(env);
  }
  const jthrowable result = env->ExceptionOccurred();
  env->ExceptionClear();
  return result;
}

std::exception_ptr explained(JavaVM* vm, Node& node, std::exception_ptr thrown) {
  void* attached = nullptr;
  if (vm->GetEnv(&attached, JNI_VERSION_1_8) != JNI_OK &&
      vm->AttachCurrentThreadAsDaemon(&attached, nullptr) != JNI_OK) {
    return thrown;
  }
  auto* env = static_cast<JNIEnv*>(attached);
  const LocalFrame frame(env);
  const JavaCalls& calls = JavaCalls::of(env);
  const jthrowable original = java_throwable(env, thrown);
  const jobject result = env->CallStaticObjectMethod(calls.type, calls.explain, original,
                                                     env->NewStringUTF(node.name().c_str()), traces(env, node));
  try {
    if (!env->ExceptionCheck()) {
      env->Throw(static_cast<jthrowable>(result));
    }
    JavaThrown::check(env);
  } catch (const JavaThrown&) {
    return std::current_exception();
  }
  return thrown;
}

// Like guarded, for what runs a part of the graph.
template <typename Body>
void graph_guarded(JNIEnv* env, Body&& body) {
  try {
    body();
  } catch (...) {
    raise_caught(env);
  }
}

// The tensors at these addresses; undefined for 0.
variable_list optional_tensors(JNIEnv* env, jlongArray addresses) {
  variable_list result;
  for (const jlong address : longs(env, addresses)) {
    result.push_back(address == 0 ? at::Tensor() : at_address<at::Tensor>(address));
  }
  return result;
}

void assign(JNIEnv* env, const variable_list& tensors, jlongArray into) {
  const std::vector<jlong> places = longs(env, into);
  for (size_t i = 0; i < tensors.size(); i++) {
    at_address<at::Tensor>(places.at(i)) = tensors[i];
  }
}

}  // namespace

extern "C" {

JNIEXPORT void JNICALL Java_torch4j_internal_graph_NativeGraph_get(JNIEnv* env, jclass, jlong list, jint index,
                                                                   jlong into) {
  guarded(env, [&] { at_address<at::Tensor>(into) = at_address<variable_list>(list).at(static_cast<size_t>(index)); });
}

JNIEXPORT void JNICALL Java_torch4j_internal_graph_NativeGraph_set(JNIEnv* env, jclass, jlong list,
                                                                   jlongArray tensors) {
  guarded(env, [&] { at_address<variable_list>(list) = optional_tensors(env, tensors); });
}

JNIEXPORT void JNICALL Java_torch4j_internal_graph_NativeGraph_assign(JNIEnv* env, jclass, jlong from, jlong into) {
  guarded(env, [&] { at_address<at::Tensor>(into) = at_address<at::Tensor>(from); });
}

JNIEXPORT void JNICALL Java_torch4j_internal_graph_NativeGraph_backward(JNIEnv* env, jclass, jlongArray outputs,
                                                                        jlongArray gradients, jlongArray inputs,
                                                                        jboolean keep_graph, jboolean create_graph,
                                                                        jboolean accumulate_grad,
                                                                        jboolean allow_unreachable, jlongArray into) {
  graph_guarded(env, [&] {
    torch4j::BackwardFlags flags;
    flags.keep_graph = keep_graph != JNI_FALSE;
    flags.create_graph = create_graph != JNI_FALSE;
    flags.accumulate_grad = accumulate_grad != JNI_FALSE;
    flags.allow_unreachable = allow_unreachable != JNI_FALSE;
    assign(env,
           torch4j::run_backward(tensors(env, outputs), optional_tensors(env, gradients), tensors(env, inputs), flags),
           into);
  });
}

JNIEXPORT void JNICALL Java_torch4j_internal_graph_NativeGraph_setGrad(JNIEnv* env, jclass, jlong tensor, jlong grad) {
  guarded(env, [&] {
    torch4j::set_grad(at_address<at::Tensor>(tensor), grad == 0 ? at::Tensor() : at_address<at::Tensor>(grad));
  });
}

JNIEXPORT jobject JNICALL Java_torch4j_internal_graph_NativeGraph_tensorHooks(JNIEnv* env, jclass, jlong tensor,
                                                                              jobject fresh) {
  return guarded(env, [&]() -> jobject {
    const auto hooks =
        torch4j::tensor_hooks(at_address<at::Tensor>(tensor), std::make_shared<JavaCallback>(env, fresh));
    return env->NewLocalRef(static_cast<const JavaCallback&>(*hooks).object());
  });
}

JNIEXPORT jobject JNICALL Java_torch4j_internal_graph_NativeGraph_postAccumulateHooks(JNIEnv* env, jclass, jlong tensor,
                                                                                      jobject fresh) {
  return guarded(env, [&]() -> jobject {
    const auto hooks =
        torch4j::post_accumulate_hooks(at_address<at::Tensor>(tensor), std::make_shared<JavaCallback>(env, fresh));
    return env->NewLocalRef(static_cast<const JavaCallback&>(*hooks).object());
  });
}

JNIEXPORT void JNICALL Java_torch4j_internal_graph_NativeGraph_checkHookResult(JNIEnv* env, jclass, jlong original,
                                                                               jlong result, jbyteArray name) {
  graph_guarded(env, [&] {
    torch::autograd::check_variable_result(at_address<at::Tensor>(original), at_address<at::Tensor>(result),
                                           bytes(env, name));
  });
}

JNIEXPORT void JNICALL Java_torch4j_internal_graph_NativeGraph_observe(JNIEnv* env, jclass, jlongArray from,
                                                                       jobject observer, jlongArray into) {
  guarded(env, [&] {
    assign(env, torch4j::observe_gradients(tensors(env, from), std::make_shared<JavaCallback>(env, observer)), into);
  });
}

JNIEXPORT void JNICALL Java_torch4j_internal_graph_NativeGraph_record(JNIEnv* env, jclass, jbyteArray name,
                                                                      jobject backward, jlongArray inputs,
                                                                      jlongArray outputs, jlongArray dirty,
                                                                      jlongArray non_differentiable, jlongArray saved,
                                                                      jboolean materialize_grads, jlongArray into) {
  graph_guarded(env, [&] {
    torch4j::FunctionCall call;
    call.name = bytes(env, name);
    call.inputs = optional_tensors(env, inputs);
    call.outputs = optional_tensors(env, outputs);
    call.dirty = tensors(env, dirty);
    call.non_differentiable = tensors(env, non_differentiable);
    call.saved = optional_tensors(env, saved);
    call.materialize_grads = materialize_grads != JNI_FALSE;
    assign(env, torch4j::record_function(call, std::make_shared<JavaCallback>(env, backward)), into);
  });
}

JNIEXPORT void JNICALL Java_torch4j_internal_graph_NativeGraph_saved(JNIEnv* env, jclass, jlong node, jlongArray into) {
  graph_guarded(env, [&] { assign(env, torch4j::saved_tensors(at_address<Node>(node)), into); });
}

JNIEXPORT jboolean JNICALL Java_torch4j_internal_graph_NativeGraph_isSame(JNIEnv* env, jclass, jlong a, jlong b) {
  return guarded(env, [&]() -> jboolean {
    return at_address<at::Tensor>(a).is_same(at_address<at::Tensor>(b)) ? JNI_TRUE : JNI_FALSE;
  });
}

JNIEXPORT void JNICALL Java_torch4j_internal_graph_NativeGraph_pushSavedHooks(JNIEnv* env, jclass, jobject hooks) {
  guarded(env, [&] {
    JavaCalls::of(env);
    const auto java = std::make_shared<JavaObject>(env, hooks);
    torch4j::push_saved_hooks([java] { return std::make_unique<JavaSavedHooks>(java); });
  });
}

JNIEXPORT void JNICALL Java_torch4j_internal_graph_NativeGraph_popSavedHooks(JNIEnv* env, jclass) {
  guarded(env, [] { torch4j::pop_saved_hooks(); });
}

JNIEXPORT void JNICALL Java_torch4j_internal_graph_NativeGraph_setAnomalyMode(JNIEnv* env, jclass, jboolean enabled,
                                                                              jboolean check_nan) {
  guarded(env, [&] {
    JavaCalls::of(env);
    JavaVM* vm = nullptr;
    env->GetJavaVM(&vm);
    torch4j::set_anomaly_mode(
        enabled != JNI_FALSE, check_nan != JNI_FALSE, [vm] { return std::make_unique<JavaTrace>(vm); },
        [vm](Node& node, std::exception_ptr thrown) { return explained(vm, node, std::move(thrown)); });
  });
}

JNIEXPORT jboolean JNICALL Java_torch4j_internal_graph_NativeGraph_isAnomalyModeEnabled(JNIEnv*, jclass) {
  return torch::autograd::AnomalyMode::is_enabled() ? JNI_TRUE : JNI_FALSE;
}

JNIEXPORT jboolean JNICALL Java_torch4j_internal_graph_NativeGraph_checksNan(JNIEnv*, jclass) {
  return torch::autograd::AnomalyMode::should_check_nan() ? JNI_TRUE : JNI_FALSE;
}

JNIEXPORT jint JNICALL Java_torch4j_internal_graph_NativeGraph_graphTaskId(JNIEnv*, jclass) {
  return torch::autograd::get_current_graph_task_id();
}

}  // extern "C"
