#pragma once

#include <jni.h>

#include "autograd/graph_callback.h"
#include "jni/java_object.h"

namespace torch4j::jni {

// The static methods of Java that C++ calls. Looked up once, by a thread of Java's: the engine's threads have another
// class loader.
class JavaCalls {
 public:
  static const JavaCalls& of(JNIEnv* env) {
    static const JavaCalls calls(env);
    return calls;
  }

  jclass type;
  jmethodID call;
  jmethodID pack;
  jmethodID unpack;
  jmethodID release;
  jmethodID trace;
  jmethodID explain;

 private:
  explicit JavaCalls(JNIEnv* env) {
    type = static_cast<jclass>(env->NewGlobalRef(env->FindClass("torch4j/internal/graph/GraphCalls")));
    call = method(env, "call", "(Ltorch4j/internal/graph/GraphCallback;JIJ)V");
    pack = method(env, "pack", "(Ltorch4j/internal/graph/SavedTensorPacking;J)Ljava/lang/Object;");
    unpack = method(env, "unpack", "(Ltorch4j/internal/graph/SavedTensorPacking;Ljava/lang/Object;J)V");
    release = method(env, "release", "(Ltorch4j/internal/graph/SavedTensorPacking;Ljava/lang/Object;)V");
    trace = method(env, "trace", "()Ljava/lang/Throwable;");
    explain =
        method(env, "explain", "(Ljava/lang/Throwable;Ljava/lang/String;[Ljava/lang/Throwable;)Ljava/lang/Throwable;");
  }

  jmethodID method(JNIEnv* env, const char* name, const char* signature) const {
    return env->GetStaticMethodID(type, name, signature);
  }
};

class JavaCallback : public GraphCallback {
 public:
  JavaCallback(JNIEnv* env, jobject callback) : callback_(env, callback), calls_(JavaCalls::of(env)) {}

  void call(torch::autograd::variable_list& tensors, torch::autograd::Node* node) override {
    JNIEnv* env = callback_.env();
    const LocalFrame frame(env);
    env->CallStaticVoidMethod(calls_.type, calls_.call, callback_.get(), reinterpret_cast<jlong>(&tensors),
                              static_cast<jint>(tensors.size()), reinterpret_cast<jlong>(node));
    JavaThrown::check(env);
  }

  jobject object() const { return callback_.get(); }

 private:
  JavaObject callback_;
  const JavaCalls& calls_;
};

}  // namespace torch4j::jni
