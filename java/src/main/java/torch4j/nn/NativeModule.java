package torch4j.nn;

/** The native functions for modules. Tensors are passed as addresses of their C++ objects. */
final class NativeModule {
  private NativeModule() {}

  /**
   * {@code torch._native_multi_head_attention}.
   *
   * @param inputs query, key, value, then the in-projection's and the out-projection's weight and
   *     bias
   * @param mask 0 for none
   * @param into the output and the weights, which are undefined unless {@code needWeights}
   */
  static native void attention(
      long[] inputs,
      long embedDim,
      long heads,
      long mask,
      long maskType,
      boolean needWeights,
      boolean averageWeights,
      long[] into);

  /**
   * {@code torch._transformer_encoder_layer_fwd}.
   *
   * @param inputs the source, then weight and bias of in-projection, out-projection, both norms and
   *     both linear layers
   * @param mask 0 for none
   */
  static native void encoderLayer(
      long[] inputs,
      long embedDim,
      long heads,
      boolean gelu,
      boolean normFirst,
      double eps,
      long mask,
      long maskType,
      long into);

  /** {@code torch._nested_tensor_from_mask_left_aligned}. */
  static native boolean isLeftAligned(long tensor, long mask);

  /** {@code torch._nested_tensor_from_mask(tensor, mask, mask_check=False)}. */
  static native void nested(long tensor, long mask, long into);
}
