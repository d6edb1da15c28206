// torch4j.internal.NativeRuntime
#include <ATen/Parallel.h>

#include "autograd/linear.h"
#include "batch_products.h"
#include "bernoulli.h"
#include "blas_threads.h"
#include "heap.h"
#include "huge_pages.h"
#include "jni/guard.h"
#include "max_pool.h"
#include "onednn.h"
#include "small_arithmetic.h"
#include "small_blocks.h"

using namespace torch4j::jni;

extern "C" {

JNIEXPORT jstring JNICALL Java_torch4j_internal_NativeRuntime_blasName(JNIEnv* env, jclass) {
  return guarded(env, [&] { return env->NewStringUTF(torch4j::blas_name().c_str()); });
}

JNIEXPORT void JNICALL Java_torch4j_internal_NativeRuntime_setNumThreads(JNIEnv* env, jclass, jint threads) {
  guarded(env, [&] { torch4j::set_num_threads(threads); });
}

JNIEXPORT jboolean JNICALL Java_torch4j_internal_NativeRuntime_shareThreadsWithBlas(JNIEnv* env, jclass) {
  return guarded(env, [&]() -> jboolean { return torch4j::share_threads_with_blas(); });
}

JNIEXPORT jboolean JNICALL Java_torch4j_internal_NativeRuntime_batchProductsThroughMkl(JNIEnv* env, jclass) {
  return guarded(env, [&]() -> jboolean { return torch4j::batch_products_through_mkl(); });
}

JNIEXPORT jboolean JNICALL Java_torch4j_internal_NativeRuntime_productsThroughOnednn(JNIEnv* env, jclass) {
  return guarded(env, [&]() -> jboolean { return torch4j::products_through_onednn(); });
}

JNIEXPORT void JNICALL Java_torch4j_internal_NativeRuntime_recordLinearAsOne(JNIEnv* env, jclass) {
  guarded(env, [&] { torch4j::record_linear_as_one(); });
}

JNIEXPORT void JNICALL Java_torch4j_internal_NativeRuntime_poolRowsAtOnce(JNIEnv* env, jclass) {
  guarded(env, [&] { torch4j::pool_rows_at_once(); });
}

JNIEXPORT jboolean JNICALL Java_torch4j_internal_NativeRuntime_drawBernoulliInVectors(JNIEnv* env, jclass) {
  return guarded(env, [&]() -> jboolean { return torch4j::draw_bernoulli_in_vectors(); });
}

JNIEXPORT void JNICALL Java_torch4j_internal_NativeRuntime_computeSmallTensorsAtOnce(JNIEnv* env, jclass) {
  guarded(env, [&] { torch4j::compute_small_tensors_at_once(); });
}

JNIEXPORT jboolean JNICALL Java_torch4j_internal_NativeRuntime_keepFreedMemory(JNIEnv* env, jclass) {
  return guarded(env, [&]() -> jboolean { return torch4j::keep_freed_memory(); });
}

JNIEXPORT jboolean JNICALL Java_torch4j_internal_NativeRuntime_useHugePages(JNIEnv* env, jclass) {
  return guarded(env, [&]() -> jboolean { return torch4j::use_huge_pages(); });
}

JNIEXPORT jboolean JNICALL Java_torch4j_internal_NativeRuntime_keepSmallBlocks(JNIEnv* env, jclass) {
  return guarded(env, [&]() -> jboolean { return torch4j::keep_small_blocks(); });
}

}  // extern "C"
