#include "jni/guard.h"

namespace torch4j::jni {

void raise(JNIEnv* env, const char* message, const char* detail) {
  jclass type = env->FindClass("torch4j/TorchException");
  jmethodID constructor =
      type == nullptr ? nullptr : env->GetMethodID(type, "<init>", "(Ljava/lang/String;Ljava/lang/String;)V");
  if (constructor == nullptr) {
    return;  // a NoClassDefFoundError or NoSuchMethodError is pending, which says it all
  }
  jstring text = env->NewStringUTF(message);
  jstring more = env->NewStringUTF(detail);
  if (text != nullptr && more != nullptr) {
    auto exception = static_cast<jthrowable>(env->NewObject(type, constructor, text, more));
    if (exception != nullptr) {
      env->Throw(exception);
    }
  }
}

std::vector<jlong> longs(JNIEnv* env, jlongArray array) {
  std::vector<jlong> values(env->GetArrayLength(array));
  env->GetLongArrayRegion(array, 0, static_cast<jsize>(values.size()), values.data());
  return values;
}

std::vector<double> doubles(JNIEnv* env, jdoubleArray array) {
  std::vector<double> values(env->GetArrayLength(array));
  env->GetDoubleArrayRegion(array, 0, static_cast<jsize>(values.size()), values.data());
  return values;
}

std::vector<at::Tensor> tensors(JNIEnv* env, jlongArray addresses) {
  std::vector<at::Tensor> result;
  for (const jlong address : longs(env, addresses)) {
    result.push_back(at_address<at::Tensor>(address));
  }
  return result;
}

}  // namespace torch4j::jni
