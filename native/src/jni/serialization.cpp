// torch4j.serialization.NativeStorage
#include "jni/guard.h"
#include "serialization/storage.h"

using namespace torch4j::jni;

extern "C" {

JNIEXPORT void JNICALL Java_torch4j_serialization_NativeStorage_slice(JNIEnv* env, jclass, jlong owner, jlong offset,
                                                                      jlong bytes, jlong into) {
  guarded(env,
          [&] { at_address<at::Tensor>(into) = torch4j::slice_bytes(at_address<at::Tensor>(owner), offset, bytes); });
}

JNIEXPORT void JNICALL Java_torch4j_serialization_NativeStorage_nested(JNIEnv* env, jclass, jlong buffer, jlong sizes,
                                                                       jlong strides, jlong offsets, jlong into) {
  guarded(env, [&] {
    at_address<at::Tensor>(into) =
        torch4j::nested_from_buffer(at_address<at::Tensor>(buffer), at_address<at::Tensor>(sizes),
                                    at_address<at::Tensor>(strides), at_address<at::Tensor>(offsets));
  });
}

JNIEXPORT void JNICALL Java_torch4j_serialization_NativeStorage_requireValidSparse(JNIEnv* env, jclass, jlong tensor) {
  guarded(env, [&] { torch4j::require_valid_sparse(at_address<at::Tensor>(tensor)); });
}

}  // extern "C"
