#pragma once

#include <ATen/core/Tensor.h>
#include <c10/util/Exception.h>
#include <jni.h>

#include <exception>
#include <string>
#include <type_traits>
#include <vector>

#include "jit/java_error.h"

// What every JNI entry point needs: one guard against C++ exceptions, and the unpacking of Java's arguments.
namespace torch4j::jni {

// Raises torch4j.TorchException in Java, with the C++ side's detail (its backtrace) kept apart from the message.
void raise(JNIEnv* env, const char* message, const char* detail);
// Raises the Java exception that the error stands for.
void raise(JNIEnv* env, const JavaError& error);

// Runs `body`; whatever it throws becomes a Java exception, and the value returned then is ignored by the JVM.
template <typename Body>
auto guarded(JNIEnv* env, Body&& body) -> decltype(body()) {
  try {
    return body();
  } catch (const JavaError& e) {
    raise(env, e);
  } catch (const c10::Error& e) {
    raise(env, e.what_without_backtrace(), e.what());
  } catch (const std::exception& e) {
    raise(env, e.what(), "");
  } catch (...) {
    raise(env, "an unknown C++ exception", "");
  }
  if constexpr (!std::is_void_v<decltype(body())>) {
    return {};
  }
}

template <typename T>
T& at_address(jlong address) {
  return *reinterpret_cast<T*>(address);
}

std::vector<jlong> longs(JNIEnv* env, jlongArray array);
std::vector<double> doubles(JNIEnv* env, jdoubleArray array);
std::string bytes(JNIEnv* env, jbyteArray array);
std::vector<std::string> byte_arrays(JNIEnv* env, jobjectArray array);

// A new Java array with these bytes; null if an error is pending.
jbyteArray java_bytes(JNIEnv* env, const std::string& bytes);

// The tensors whose C++ objects are at these addresses (JavaCPP's Tensor.address()).
std::vector<at::Tensor> tensors(JNIEnv* env, jlongArray addresses);

}  // namespace torch4j::jni
