package torch4j.nn.utils;

/** The part of libtorch4j that clips gradients. Tensors are the addresses of their C++ objects. */
final class NativeClip {
  private NativeClip() {}

  /**
   * Clips the gradients of these parameters, and puts the norm from before into the tensor at
   * {@code norm}.
   */
  static native void clipGradNorm(
      long[] parameters, double maxNorm, double normType, boolean errorIfNonfinite, long norm);
}
