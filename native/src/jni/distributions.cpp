// torch4j.distributions.NativeDistributions
#include <ATen/ops/_standard_gamma.h>

#include "autograd/dirichlet.h"
#include "jni/guard.h"

using namespace torch4j::jni;

extern "C" {

JNIEXPORT void JNICALL Java_torch4j_distributions_NativeDistributions_standardGamma(JNIEnv* env, jclass,
                                                                                    jlong concentration, jlong into) {
  guarded(env, [&] { at_address<at::Tensor>(into) = at::_standard_gamma(at_address<at::Tensor>(concentration)); });
}

JNIEXPORT void JNICALL Java_torch4j_distributions_NativeDistributions_sampleDirichlet(JNIEnv* env, jclass,
                                                                                      jlong concentration, jlong into) {
  guarded(env,
          [&] { at_address<at::Tensor>(into) = torch4j::sample_dirichlet(at_address<at::Tensor>(concentration)); });
}

}  // extern "C"
