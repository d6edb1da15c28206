// torch4j.nn.NativeModule
#include <ATen/ops/_native_multi_head_attention.h>
#include <ATen/ops/_nested_tensor_from_mask.h>
#include <ATen/ops/_nested_tensor_from_mask_left_aligned.h>
#include <ATen/ops/_transformer_encoder_layer_fwd.h>

#include <memory>
#include <optional>

#include "autograd/gradient_observer.h"
#include "jni/guard.h"

using namespace torch4j::jni;

namespace {

// A Java object that C++ holds on to: freed with the graph, on whatever thread that happens.
class JavaObserver {
 public:
  JavaObserver(JNIEnv* env, jobject observer) : object_(env->NewGlobalRef(observer)) {
    env->GetJavaVM(&vm_);
    // Looked up in the interface: any class that implements it will do.
    const jclass type = env->FindClass("torch4j/nn/GradientObserver");
    method_ = env->GetMethodID(type, "onGradients", "(JI)V");
  }
  JavaObserver(const JavaObserver&) = delete;
  JavaObserver& operator=(const JavaObserver&) = delete;
  ~JavaObserver() {
    with_env([this](JNIEnv* env) { env->DeleteGlobalRef(object_); });
  }

  void operator()(torch::autograd::variable_list& gradients) const {
    with_env([&](JNIEnv* env) {
      env->CallVoidMethod(object_, method_, reinterpret_cast<jlong>(&gradients), static_cast<jint>(gradients.size()));
      rethrow(env);
    });
  }

 private:
  // The autograd engine has threads of its own for other devices than the CPU.
  template <typename Body>
  void with_env(Body&& body) const {
    void* env = nullptr;
    const bool attached = vm_->GetEnv(&env, JNI_VERSION_1_8) == JNI_OK;
    if (!attached) {
      TORCH_CHECK(vm_->AttachCurrentThreadAsDaemon(&env, nullptr) == JNI_OK, "the JVM takes no further thread");
    }
    body(static_cast<JNIEnv*>(env));
  }

  // A Java exception goes through the engine as a C++ one, with its text.
  static void rethrow(JNIEnv* env) {
    const jthrowable thrown = env->ExceptionOccurred();
    if (thrown == nullptr) {
      return;
    }
    env->ExceptionClear();
    const jmethodID to_string = env->GetMethodID(env->GetObjectClass(thrown), "toString", "()Ljava/lang/String;");
    const auto text = static_cast<jstring>(env->CallObjectMethod(thrown, to_string));
    const char* characters = text == nullptr ? nullptr : env->GetStringUTFChars(text, nullptr);
    const std::string message = characters == nullptr ? "a Java exception" : characters;
    if (characters != nullptr) {
      env->ReleaseStringUTFChars(text, characters);
    }
    TORCH_CHECK(false, message);
  }

  JavaVM* vm_ = nullptr;
  jobject object_;
  jmethodID method_;
};

at::Tensor& gradient(jlong source, jint index) {
  return at_address<torch::autograd::variable_list>(source).at(static_cast<size_t>(index));
}

std::optional<at::Tensor> mask_at(jlong address) {
  return address == 0 ? std::nullopt : std::make_optional(at_address<at::Tensor>(address));
}

// What kind of mask it is; there is none without a mask.
std::optional<int64_t> mask_type_of(jlong mask, jlong type) {
  return mask == 0 ? std::nullopt : std::make_optional<int64_t>(type);
}

}  // namespace

extern "C" {

JNIEXPORT void JNICALL Java_torch4j_nn_NativeModule_observe(JNIEnv* env, jclass, jlongArray from, jlongArray to,
                                                            jobject observer) {
  guarded(env, [&] {
    const auto java = std::make_shared<JavaObserver>(env, observer);
    const auto observed = torch4j::observe_gradients(
        tensors(env, from), [java](torch::autograd::variable_list& gradients) { (*java)(gradients); });
    const std::vector<jlong> places = longs(env, to);
    for (size_t i = 0; i < places.size(); i++) {
      at_address<at::Tensor>(places[i]) = observed[i];
    }
  });
}

JNIEXPORT void JNICALL Java_torch4j_nn_NativeModule_gradient(JNIEnv* env, jclass, jlong source, jint index,
                                                             jlong into) {
  guarded(env, [&] { at_address<at::Tensor>(into) = gradient(source, index); });
}

JNIEXPORT void JNICALL Java_torch4j_nn_NativeModule_setGradient(JNIEnv* env, jclass, jlong source, jint index,
                                                                jlong tensor) {
  guarded(env, [&] { gradient(source, index) = tensor == 0 ? at::Tensor() : at_address<at::Tensor>(tensor); });
}

// Python's inference fast paths, which the presets leave out.

JNIEXPORT void JNICALL Java_torch4j_nn_NativeModule_attention(JNIEnv* env, jclass, jlongArray inputs, jlong embed_dim,
                                                              jlong heads, jlong mask, jlong mask_type,
                                                              jboolean need_weights, jboolean average_weights,
                                                              jlongArray into) {
  guarded(env, [&] {
    const std::vector<at::Tensor> t = tensors(env, inputs);
    auto [output, weights] = at::_native_multi_head_attention(
        t.at(0), t.at(1), t.at(2), embed_dim, heads, t.at(3), t.at(4), t.at(5), t.at(6), mask_at(mask),
        need_weights != JNI_FALSE, average_weights != JNI_FALSE, mask_type_of(mask, mask_type));
    const std::vector<jlong> places = longs(env, into);
    at_address<at::Tensor>(places.at(0)) = std::move(output);
    at_address<at::Tensor>(places.at(1)) = std::move(weights);
  });
}

JNIEXPORT void JNICALL Java_torch4j_nn_NativeModule_encoderLayer(JNIEnv* env, jclass, jlongArray inputs,
                                                                 jlong embed_dim, jlong heads, jboolean gelu,
                                                                 jboolean norm_first, jdouble eps, jlong mask,
                                                                 jlong mask_type, jlong into) {
  guarded(env, [&] {
    const std::vector<at::Tensor> t = tensors(env, inputs);
    at_address<at::Tensor>(into) = at::_transformer_encoder_layer_fwd(
        t.at(0), embed_dim, heads, t.at(1), t.at(2), t.at(3), t.at(4), gelu != JNI_FALSE, norm_first != JNI_FALSE, eps,
        t.at(5), t.at(6), t.at(7), t.at(8), t.at(9), t.at(10), t.at(11), t.at(12), mask_at(mask),
        mask_type_of(mask, mask_type));
  });
}

JNIEXPORT jboolean JNICALL Java_torch4j_nn_NativeModule_isLeftAligned(JNIEnv* env, jclass, jlong tensor, jlong mask) {
  return guarded(env, [&]() -> jboolean {
    return at::_nested_tensor_from_mask_left_aligned(at_address<at::Tensor>(tensor), at_address<at::Tensor>(mask))
               ? JNI_TRUE
               : JNI_FALSE;
  });
}

JNIEXPORT void JNICALL Java_torch4j_nn_NativeModule_nested(JNIEnv* env, jclass, jlong tensor, jlong mask, jlong into) {
  guarded(env, [&] {
    at_address<at::Tensor>(into) =
        at::_nested_tensor_from_mask(at_address<at::Tensor>(tensor), at_address<at::Tensor>(mask), false);
  });
}

}  // extern "C"
