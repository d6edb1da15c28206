#pragma once

#include <jni.h>

#include <memory>
#include <stdexcept>
#include <string>

namespace torch4j::jni {

// A Java object that C++ holds on to; released on whatever thread that happens.
class JavaObject {
 public:
  JavaObject(JNIEnv* env, jobject object) : object_(env->NewGlobalRef(object)) { env->GetJavaVM(&vm_); }
  JavaObject(const JavaObject&) = delete;
  JavaObject& operator=(const JavaObject&) = delete;
  ~JavaObject() {
    JNIEnv* env = attached();
    if (env != nullptr) {
      env->DeleteGlobalRef(object_);
    }
  }

  jobject get() const { return object_; }

  // The environment of the current thread, which may be one of the autograd engine's.
  JNIEnv* env() const {
    JNIEnv* env = attached();
    if (env == nullptr) {
      throw std::runtime_error("the JVM takes no further thread");
    }
    return env;
  }

  // The same, or null at the end of the process.
  JNIEnv* attached() const {
    void* env = nullptr;
    if (vm_->GetEnv(&env, JNI_VERSION_1_8) != JNI_OK && vm_->AttachCurrentThreadAsDaemon(&env, nullptr) != JNI_OK) {
      return nullptr;
    }
    return static_cast<JNIEnv*>(env);
  }

 private:
  JavaVM* vm_ = nullptr;
  jobject object_;
};

// Frees the local references of a call to Java: a thread of the engine never returns to Java, which would free them.
class LocalFrame {
 public:
  explicit LocalFrame(JNIEnv* env) : env_(env), pushed_(env->PushLocalFrame(kReferences) == 0) {}
  LocalFrame(const LocalFrame&) = delete;
  LocalFrame& operator=(const LocalFrame&) = delete;
  ~LocalFrame() {
    if (pushed_) {
      env_->PopLocalFrame(nullptr);
    }
  }

 private:
  static constexpr jint kReferences = 16;
  JNIEnv* env_;
  bool pushed_;
};

// A Java exception on its way through LibTorch.
class JavaThrown : public std::runtime_error {
 public:
  JavaThrown(JNIEnv* env, jthrowable thrown, const std::string& text)
      : std::runtime_error(text), thrown_(std::make_shared<JavaObject>(env, thrown)) {}

  jthrowable get() const { return static_cast<jthrowable>(thrown_->get()); }

  // Throws the exception that is pending in Java, if there is one, as a C++ exception.
  static void check(JNIEnv* env) {
    const jthrowable thrown = env->ExceptionOccurred();
    if (thrown != nullptr) {
      env->ExceptionClear();
      throw JavaThrown(env, thrown, text_of(env, thrown));
    }
  }

 private:
  static std::string text_of(JNIEnv* env, jthrowable thrown) {
    const jmethodID to_string = env->GetMethodID(env->GetObjectClass(thrown), "toString", "()Ljava/lang/String;");
    const auto text = static_cast<jstring>(env->CallObjectMethod(thrown, to_string));
    env->ExceptionClear();  // of a toString() that fails
    const char* characters = text == nullptr ? nullptr : env->GetStringUTFChars(text, nullptr);
    std::string result = characters == nullptr ? "a Java exception" : characters;
    if (characters != nullptr) {
      env->ReleaseStringUTFChars(text, characters);
    }
    return result;
  }

  std::shared_ptr<JavaObject> thrown_;
};

}  // namespace torch4j::jni
