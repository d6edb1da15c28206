// torch4j.optim.NativeOptimizer
#include <cmath>
#include <optional>

#include "jni/guard.h"
#include "optim/adam.h"
#include "optim/optimizer_state.h"
#include "optim/scaled_step.h"
#include "optim/sgd.h"
#include "optim/update_rule.h"

using torch4j::OptimizerState;
using namespace torch4j::jni;

namespace {

// The tensor at this address; none for 0.
std::optional<at::Tensor> tensor_or_none(jlong tensor) {
  return tensor == 0 ? std::nullopt : std::optional(at_address<at::Tensor>(tensor));
}

// From StepOptions.toNumbers; NaN stands for no max_norm.
torch4j::StepOptions step_options(const std::vector<double>& v, jlong inv_scale, jlong found_inf) {
  return {std::isnan(v.at(0)) ? std::nullopt : std::optional(v.at(0)),
          v.at(1),
          v.at(2) != 0,
          v.at(3) != 0,
          tensor_or_none(inv_scale),
          tensor_or_none(found_inf)};
}

}  // namespace

extern "C" {

JNIEXPORT jlong JNICALL Java_torch4j_optim_NativeOptimizer_create(JNIEnv* env, jclass) {
  return guarded(env, [] { return reinterpret_cast<jlong>(new OptimizerState()); });
}

JNIEXPORT void JNICALL Java_torch4j_optim_NativeOptimizer_destroy(JNIEnv* env, jclass, jlong state) {
  guarded(env, [&] { delete &at_address<OptimizerState>(state); });
}

JNIEXPORT void JNICALL Java_torch4j_optim_NativeOptimizer_addGroup(JNIEnv* env, jclass, jlong state,
                                                                   jlongArray params) {
  guarded(env, [&] { at_address<OptimizerState>(state).add_group(tensors(env, params)); });
}

JNIEXPORT void JNICALL Java_torch4j_optim_NativeOptimizer_zeroGrad(JNIEnv* env, jclass, jlong state,
                                                                   jboolean set_to_none) {
  guarded(env, [&] { at_address<OptimizerState>(state).zero_grad(set_to_none); });
}

JNIEXPORT void JNICALL Java_torch4j_optim_NativeOptimizer_sgdStep(JNIEnv* env, jclass, jlong state,
                                                                  jdoubleArray groups) {
  guarded(env, [&] { sgd_step(at_address<OptimizerState>(state), torch4j::sgd_options(doubles(env, groups))); });
}

JNIEXPORT void JNICALL Java_torch4j_optim_NativeOptimizer_adamStep(JNIEnv* env, jclass, jlong state,
                                                                   jdoubleArray groups, jboolean decoupled) {
  guarded(env, [&] {
    adam_step(at_address<OptimizerState>(state), torch4j::adam_options(doubles(env, groups)), decoupled);
  });
}

JNIEXPORT void JNICALL Java_torch4j_optim_NativeOptimizer_step(JNIEnv* env, jclass, jlong state, jint rule,
                                                               jdoubleArray groups) {
  guarded(env,
          [&] { torch4j::step(at_address<OptimizerState>(state), torch4j::update_rule(rule), doubles(env, groups)); });
}

JNIEXPORT jboolean JNICALL Java_torch4j_optim_NativeOptimizer_scaledStep(JNIEnv* env, jclass, jlong state, jint rule,
                                                                         jdoubleArray groups, jdoubleArray step,
                                                                         jlong inv_scale, jlong found_inf, jlong into) {
  return guarded(env, [&]() -> jboolean {
    at::Tensor& norm = at_address<at::Tensor>(into);
    norm = torch4j::scaled_step(at_address<OptimizerState>(state), rule, doubles(env, groups),
                                step_options(doubles(env, step), inv_scale, found_inf));
    return norm.defined();
  });
}

JNIEXPORT jboolean JNICALL Java_torch4j_optim_NativeOptimizer_scaleGradients(JNIEnv* env, jclass, jlong state,
                                                                             jint rule, jdoubleArray groups,
                                                                             jdoubleArray step, jlong inv_scale,
                                                                             jlong found_inf, jlong into) {
  return guarded(env, [&]() -> jboolean {
    const auto scaled = torch4j::scale_gradients(at_address<OptimizerState>(state), rule, doubles(env, groups),
                                                 step_options(doubles(env, step), inv_scale, found_inf));
    at_address<at::Tensor>(into) = scaled.norm;
    return scaled.steps;
  });
}

JNIEXPORT jboolean JNICALL Java_torch4j_optim_NativeOptimizer_unscale(JNIEnv* env, jclass, jlong state, jlong inv_scale,
                                                                      jlong found_inf) {
  return guarded(env, [&]() -> jboolean {
    return torch4j::unscale_gradients(at_address<OptimizerState>(state), at_address<at::Tensor>(inv_scale),
                                      at_address<at::Tensor>(found_inf));
  });
}

JNIEXPORT jboolean JNICALL Java_torch4j_optim_NativeOptimizer_getSlot(JNIEnv* env, jclass, jlong state, jint group,
                                                                      jint param, jint slot, jlong into) {
  return guarded(env, [&]() -> jboolean {
    const at::Tensor& tensor = at_address<OptimizerState>(state).slot(group, param, slot);
    at_address<at::Tensor>(into) = tensor;
    return tensor.defined();
  });
}

JNIEXPORT void JNICALL Java_torch4j_optim_NativeOptimizer_setSlot(JNIEnv* env, jclass, jlong state, jint group,
                                                                  jint param, jint slot, jlong tensor) {
  guarded(env, [&] {
    at_address<OptimizerState>(state).set_slot(group, param, slot,
                                               tensor == 0 ? at::Tensor() : at_address<at::Tensor>(tensor));
  });
}

}  // extern "C"
