// torch4j.nn.utils.NativeClip
#include "jni/guard.h"
#include "ops/ops.h"
#include "optim/grouped_tensors.h"

using namespace torch4j::jni;

namespace {

// Without a copy of each parameter's handle, which would cost more than the clipping of a small gradient.
std::vector<at::Tensor> gradients(JNIEnv* env, jlongArray params) {
  const std::vector<jlong> addresses = longs(env, params);
  std::vector<at::Tensor> grads;
  grads.reserve(addresses.size());
  for (const jlong address : addresses) {
    const at::Tensor& grad = torch4j::grad_of(at_address<at::Tensor>(address));
    if (grad.defined()) {
      grads.push_back(grad);
    }
  }
  return grads;
}

}  // namespace

extern "C" {

JNIEXPORT void JNICALL Java_torch4j_nn_utils_NativeClip_clipGradNorm(JNIEnv* env, jclass, jlongArray params,
                                                                     jdouble max_norm, jdouble norm_type,
                                                                     jboolean error_if_nonfinite, jlong norm) {
  guarded(env, [&] {
    at_address<at::Tensor>(norm) =
        torch4j::ops::clip_grad_norm_(gradients(env, params), max_norm, norm_type, error_if_nonfinite);
  });
}

JNIEXPORT void JNICALL Java_torch4j_nn_utils_NativeClip_totalNorm(JNIEnv* env, jclass, jlongArray inputs,
                                                                  jdouble norm_type, jboolean error_if_nonfinite,
                                                                  jlong norm) {
  guarded(env, [&] {
    at_address<at::Tensor>(norm) = torch4j::ops::grad_norm(tensors(env, inputs), norm_type);
    if (error_if_nonfinite) {
      torch4j::ops::check_finite_norm(at_address<at::Tensor>(norm), norm_type);
    }
  });
}

JNIEXPORT void JNICALL Java_torch4j_nn_utils_NativeClip_clipGradsWithNorm(JNIEnv* env, jclass, jlongArray params,
                                                                          jdouble max_norm, jlong norm) {
  guarded(env,
          [&] { torch4j::ops::clip_grads_with_norm_(gradients(env, params), max_norm, at_address<at::Tensor>(norm)); });
}

JNIEXPORT void JNICALL Java_torch4j_nn_utils_NativeClip_clipGradValue(JNIEnv* env, jclass, jlongArray params,
                                                                      jdouble clip_value) {
  guarded(env, [&] { torch4j::ops::clip_grad_value_(gradients(env, params), clip_value); });
}

}  // extern "C"
