package torch4j.amp;

/** The part of libtorch4j that scales losses. Tensors are the addresses of their C++ objects. */
final class NativeAmp {
  private NativeAmp() {}

  /**
   * Multiplies the scale by the backoff factor if {@code foundInf} is not 0, else counts the step,
   * and multiplies by the growth factor when the count reaches the interval.
   */
  static native void updateScale(
      long scale,
      long growthTracker,
      long foundInf,
      double growthFactor,
      double backoffFactor,
      int growthInterval);
}
