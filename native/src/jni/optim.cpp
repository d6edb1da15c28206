// torch4j.optim.NativeOptimizer
#include "jni/guard.h"
#include "optim/algorithm.h"
#include "optimizer_state.h"

using torch4j::AdamOptions;
using torch4j::OptimizerState;
using torch4j::SgdOptions;
using namespace torch4j::jni;

namespace {

// One options struct a group, from Java's flat array; `read` takes a group's first number.
template <typename Options, size_t kFields, typename Read>
std::vector<Options> options(JNIEnv* env, jdoubleArray array, Read read) {
  const std::vector<double> values = doubles(env, array);
  TORCH_CHECK(values.size() % kFields == 0, "optimizer step: got ", values.size(), " numbers, expected ", kFields,
              " for each group");
  std::vector<Options> result;
  for (size_t i = 0; i < values.size(); i += kFields) {
    result.push_back(read(&values[i]));
  }
  return result;
}

SgdOptions sgd(const double* v) {
  return {v[0], v[1], v[2], v[3], v[4] != 0, v[5] != 0};
}

AdamOptions adam(const double* v) {
  return {v[0], v[1], v[2], v[3], v[4], v[5] != 0, v[6] != 0};
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
  guarded(env, [&] { sgd_step(at_address<OptimizerState>(state), options<SgdOptions, 6>(env, groups, sgd)); });
}

JNIEXPORT void JNICALL Java_torch4j_optim_NativeOptimizer_adamStep(JNIEnv* env, jclass, jlong state,
                                                                   jdoubleArray groups, jboolean decoupled) {
  guarded(env,
          [&] { adam_step(at_address<OptimizerState>(state), options<AdamOptions, 7>(env, groups, adam), decoupled); });
}

JNIEXPORT void JNICALL Java_torch4j_optim_NativeOptimizer_step(JNIEnv* env, jclass, jlong state, jint algorithm,
                                                               jdoubleArray groups) {
  guarded(env, [&] {
    torch4j::step(at_address<OptimizerState>(state), torch4j::algorithm(algorithm), doubles(env, groups));
  });
}

JNIEXPORT jboolean JNICALL Java_torch4j_optim_NativeOptimizer_getSlot(JNIEnv* env, jclass, jlong state, jint group,
                                                                      jint param, jint slot, jlong into) {
  return guarded(env, [&]() -> jboolean {
    const at::Tensor& there = at_address<OptimizerState>(state).slot(group, param, slot);
    at_address<at::Tensor>(into) = there;
    return there.defined();
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
