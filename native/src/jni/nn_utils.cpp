// torch4j.nn.utils.NativeClip
#include "jni/guard.h"
#include "ops/ops.h"

using namespace torch4j::jni;

namespace {

std::vector<at::Tensor> gradients(const std::vector<at::Tensor>& params) {
  std::vector<at::Tensor> grads;
  for (const at::Tensor& param : params) {
    if (param.grad().defined()) {
      grads.push_back(param.grad());
    }
  }
  return grads;
}

}  // namespace

extern "C" JNIEXPORT void JNICALL Java_torch4j_nn_utils_NativeClip_clipGradNorm(JNIEnv* env, jclass, jlongArray params,
                                                                                jdouble max_norm, jdouble norm_type,
                                                                                jboolean error_if_nonfinite,
                                                                                jlong norm) {
  guarded(env, [&] {
    at_address<at::Tensor>(norm) =
        torch4j::ops::clip_grad_norm_(gradients(tensors(env, params)), max_norm, norm_type, error_if_nonfinite);
  });
}
