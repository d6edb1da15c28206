// torch4j.internal.NativeRuntime
#include <c10/util/StringUtil.h>

#include <string>
#include <vector>

#include "aten/kernels.h"
#include "jni/guard.h"
#include "memory/heap.h"
#include "threads/blas_threads.h"

using namespace torch4j::jni;

extern "C" {

JNIEXPORT jstring JNICALL Java_torch4j_internal_NativeRuntime_blasName(JNIEnv* env, jclass) {
  return guarded(env, [&] { return env->NewStringUTF(torch4j::blas_name().c_str()); });
}

JNIEXPORT void JNICALL Java_torch4j_internal_NativeRuntime_setNumThreads(JNIEnv* env, jclass, jint threads) {
  guarded(env, [&] { torch4j::set_num_threads(threads); });
}

JNIEXPORT void JNICALL Java_torch4j_internal_NativeRuntime_setNumThreadsOfThisThread(JNIEnv* env, jclass,
                                                                                     jint threads) {
  guarded(env, [&] { torch4j::set_num_threads_of_this_thread(threads); });
}

JNIEXPORT jboolean JNICALL Java_torch4j_internal_NativeRuntime_shareThreadsWithBlas(JNIEnv* env, jclass) {
  return guarded(env, [&]() -> jboolean { return torch4j::share_threads_with_blas(); });
}

JNIEXPORT jlong JNICALL Java_torch4j_internal_NativeRuntime_heapBytesInUse(JNIEnv*, jclass) {
  return torch4j::heap_bytes_in_use();
}

JNIEXPORT jstring JNICALL Java_torch4j_internal_NativeRuntime_kernelNames(JNIEnv* env, jclass) {
  return guarded(env, [&] {
    std::vector<std::string> names;
    for (const torch4j::Kernel& kernel : torch4j::kernels()) {
      names.emplace_back(kernel.name);
    }
    return env->NewStringUTF(c10::Join(",", names).c_str());
  });
}

JNIEXPORT jstring JNICALL Java_torch4j_internal_NativeRuntime_installKernels(JNIEnv* env, jclass,
                                                                             jobjectArray left_out) {
  return guarded(env, [&] {
    return env->NewStringUTF(c10::Join(",", torch4j::install_kernels(byte_arrays(env, left_out))).c_str());
  });
}

}  // extern "C"
