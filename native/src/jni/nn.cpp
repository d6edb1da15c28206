// torch4j.nn.NativeModule
#include <ATen/ops/_native_multi_head_attention.h>
#include <ATen/ops/_nested_tensor_from_mask.h>
#include <ATen/ops/_nested_tensor_from_mask_left_aligned.h>
#include <ATen/ops/_transformer_encoder_layer_fwd.h>

#include <optional>

#include "jni/guard.h"

using namespace torch4j::jni;

namespace {

std::optional<at::Tensor> mask_at(jlong address) {
  return address == 0 ? std::nullopt : std::make_optional(at_address<at::Tensor>(address));
}

// What kind of mask it is; there is none without a mask.
std::optional<int64_t> mask_type_of(jlong mask, jlong type) {
  return mask == 0 ? std::nullopt : std::make_optional<int64_t>(type);
}

}  // namespace

extern "C" {

// Python's inference fast paths, which the presets leave out.

JNIEXPORT void JNICALL Java_torch4j_nn_NativeModule_attention(JNIEnv* env, jclass, jlongArray inputs, jlong embed_dim,
                                                              jlong heads, jlong mask, jlong mask_type,
                                                              jboolean need_weights, jboolean average_weights,
                                                              jlongArray into) {
  guarded(env, [&] {
    const std::vector<at::Tensor> t = tensors(env, inputs);
    auto [output, weights] = at::_native_multi_head_attention(
        t.at(0), t.at(1), t.at(2), embed_dim, heads, t.at(3), t.at(4), t.at(5), t.at(6), mask_at(mask),
        need_weights != JNI_FALSE, average_weights != JNI_FALSE, mask_type_of(mask, mask_type));
    const std::vector<jlong> places = longs(env, into);
    at_address<at::Tensor>(places.at(0)) = std::move(output);
    at_address<at::Tensor>(places.at(1)) = std::move(weights);
  });
}

JNIEXPORT void JNICALL Java_torch4j_nn_NativeModule_encoderLayer(JNIEnv* env, jclass, jlongArray inputs,
                                                                 jlong embed_dim, jlong heads, jboolean gelu,
                                                                 jboolean norm_first, jdouble eps, jlong mask,
                                                                 jlong mask_type, jlong into) {
  guarded(env, [&] {
    const std::vector<at::Tensor> t = tensors(env, inputs);
    at_address<at::Tensor>(into) = at::_transformer_encoder_layer_fwd(
        t.at(0), embed_dim, heads, t.at(1), t.at(2), t.at(3), t.at(4), gelu != JNI_FALSE, norm_first != JNI_FALSE, eps,
        t.at(5), t.at(6), t.at(7), t.at(8), t.at(9), t.at(10), t.at(11), t.at(12), mask_at(mask),
        mask_type_of(mask, mask_type));
  });
}

JNIEXPORT jboolean JNICALL Java_torch4j_nn_NativeModule_isLeftAligned(JNIEnv* env, jclass, jlong tensor, jlong mask) {
  return guarded(env, [&]() -> jboolean {
    return at::_nested_tensor_from_mask_left_aligned(at_address<at::Tensor>(tensor), at_address<at::Tensor>(mask))
               ? JNI_TRUE
               : JNI_FALSE;
  });
}

JNIEXPORT void JNICALL Java_torch4j_nn_NativeModule_nested(JNIEnv* env, jclass, jlong tensor, jlong mask, jlong into) {
  guarded(env, [&] {
    at_address<at::Tensor>(into) =
        at::_nested_tensor_from_mask(at_address<at::Tensor>(tensor), at_address<at::Tensor>(mask), false);
  });
}

}  // extern "C"
