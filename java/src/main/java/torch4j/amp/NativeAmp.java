package torch4j.amp;

/**
 * The native methods of {@link GradScaler}. Tensors are passed by the address of their C++ object.
 */
final class NativeAmp {
  private NativeAmp() {}

  /**
   * Multiplies the scale by the backoff factor if {@code foundInf} is not 0; otherwise increments
   * the growth tracker, and multiplies the scale by the growth factor when it reaches the interval.
   * Same as {@code torch._amp_update_scale_}.
   */
  static native void updateScale(
      long scale,
      long growthTracker,
      long foundInf,
      double growthFactor,
      double backoffFactor,
      int growthInterval);
}
