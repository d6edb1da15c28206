// torch4j.amp.NativeAmp
#include <ATen/core/grad_mode.h>
#include <ATen/ops/_amp_update_scale.h>

#include "jni/guard.h"

using namespace torch4j::jni;

extern "C" JNIEXPORT void JNICALL Java_torch4j_amp_NativeAmp_updateScale(JNIEnv* env, jclass, jlong scale,
                                                                         jlong growth_tracker, jlong found_inf,
                                                                         jdouble growth_factor, jdouble backoff_factor,
                                                                         jint growth_interval) {
  guarded(env, [&] {
    const at::NoGradGuard no_grad;
    at::_amp_update_scale_(at_address<at::Tensor>(scale), at_address<at::Tensor>(growth_tracker),
                           at_address<at::Tensor>(found_inf), growth_factor, backoff_factor, growth_interval);
  });
}
