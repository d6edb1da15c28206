#include "jni/guard.h"

#include <cstring>

namespace torch4j::jni {
namespace {

// NewStringUTF takes Java's modified UTF-8 only, and a message may hold anything (a path, a name from a file): Java
// decodes it, and replaces what is no UTF-8.
jstring utf8(JNIEnv* env, const char* text) {
  const auto length = static_cast<jsize>(std::strlen(text));
  jclass string = env->FindClass("java/lang/String");
  jmethodID constructor = string == nullptr ? nullptr : env->GetMethodID(string, "<init>", "([BLjava/lang/String;)V");
  jstring charset = constructor == nullptr ? nullptr : env->NewStringUTF("UTF-8");
  jbyteArray bytes = charset == nullptr ? nullptr : env->NewByteArray(length);
  if (bytes == nullptr) {
    return nullptr;  // an error is pending
  }
  env->SetByteArrayRegion(bytes, 0, length, reinterpret_cast<const jbyte*>(text));
  return static_cast<jstring>(env->NewObject(string, constructor, bytes, charset));
}

// The message; of memory that LibTorch could not get, how much was asked for, without the line of LibTorch's code.
std::string readable(const std::string& message) {
  static const std::string asked = "DefaultCPUAllocator: can't allocate memory: you tried to allocate ";
  const size_t at = message.find(asked);
  if (at == std::string::npos) {
    return message;
  }
  const size_t number = at + asked.size();
  const size_t end = message.find_first_not_of("0123456789", number);
  const size_t enforced = message.rfind("[enforce fail", at);
  return message.substr(0, enforced == std::string::npos ? at : enforced) + "memory: got a request for " +
         message.substr(number, end - number) +
         " bytes, expected no more than the machine has free; ask for smaller tensors";
}

}  // namespace

void raise(JNIEnv* env, const char* message, const char* detail) {
  if (env->ExceptionCheck()) {
    return;  // Java's own error came first, and no call is allowed while it is pending
  }
  jclass type = env->FindClass("torch4j/TorchException");
  jmethodID constructor =
      type == nullptr ? nullptr : env->GetMethodID(type, "<init>", "(Ljava/lang/String;Ljava/lang/String;)V");
  if (constructor == nullptr) {
    return;  // a NoClassDefFoundError or NoSuchMethodError is pending, which says it all
  }
  jstring text = utf8(env, readable(message).c_str());
  jstring more = text == nullptr ? nullptr : utf8(env, detail);
  if (more != nullptr) {
    auto exception = static_cast<jthrowable>(env->NewObject(type, constructor, text, more));
    if (exception != nullptr) {
      env->Throw(exception);
    }
  }
}

void raise(JNIEnv* env, const JavaError& error) {
  if (error.kind() == JavaError::Kind::kTorch) {
    raise(env, error.what(), error.detail().c_str());
    return;
  }
  if (env->ExceptionCheck()) {
    return;
  }
  const bool argument = error.kind() == JavaError::Kind::kIllegalArgument;
  jclass type = env->FindClass(argument ? "java/lang/IllegalArgumentException" : "java/lang/IllegalStateException");
  jmethodID constructor = type == nullptr ? nullptr : env->GetMethodID(type, "<init>", "(Ljava/lang/String;)V");
  jstring text = constructor == nullptr ? nullptr : utf8(env, error.what());
  if (text != nullptr) {
    auto exception = static_cast<jthrowable>(env->NewObject(type, constructor, text));
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

std::string bytes(JNIEnv* env, jbyteArray array) {
  if (array == nullptr) {
    throw JavaError(JavaError::Kind::kIllegalArgument, "bytes: got null, expected an array");
  }
  std::string values(static_cast<size_t>(env->GetArrayLength(array)), '\0');
  env->GetByteArrayRegion(array, 0, static_cast<jsize>(values.size()), reinterpret_cast<jbyte*>(values.data()));
  return values;
}

std::vector<std::string> byte_arrays(JNIEnv* env, jobjectArray array) {
  std::vector<std::string> values;
  for (jsize i = 0; i < env->GetArrayLength(array); i++) {
    const auto element = static_cast<jbyteArray>(env->GetObjectArrayElement(array, i));
    values.push_back(bytes(env, element));
    env->DeleteLocalRef(element);
  }
  return values;
}

jbyteArray java_bytes(JNIEnv* env, const std::string& bytes) {
  const auto length = static_cast<jsize>(bytes.size());
  jbyteArray array = env->NewByteArray(length);
  if (array != nullptr) {
    env->SetByteArrayRegion(array, 0, length, reinterpret_cast<const jbyte*>(bytes.data()));
  }
  return array;
}

std::vector<at::Tensor> tensors(JNIEnv* env, jlongArray addresses) {
  const std::vector<jlong> values = longs(env, addresses);
  std::vector<at::Tensor> result;
  result.reserve(values.size());
  for (const jlong address : values) {
    result.push_back(at_address<at::Tensor>(address));
  }
  return result;
}

}  // namespace torch4j::jni
