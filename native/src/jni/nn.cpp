// torch4j.nn.NativeModule
#include <memory>

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

JNIEXPORT void JNICALL Java_torch4j_nn_NativeModule_gradient(JNIEnv* env, jclass, jlong source, jint index, jlong into) {
  guarded(env, [&] { at_address<at::Tensor>(into) = gradient(source, index); });
}

JNIEXPORT void JNICALL Java_torch4j_nn_NativeModule_setGradient(JNIEnv* env, jclass, jlong source, jint index,
                                                                jlong tensor) {
  guarded(env, [&] { gradient(source, index) = tensor == 0 ? at::Tensor() : at_address<at::Tensor>(tensor); });
}

}  // extern "C"
