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

  /** Puts the norm of these tensors, taken together, into the tensor at {@code norm}. */
  static native void totalNorm(
      long[] tensors, double normType, boolean errorIfNonfinite, long norm);

  /** Clips the gradients of these parameters, whose norm is in the tensor at {@code norm}. */
  static native void clipGradsWithNorm(long[] parameters, double maxNorm, long norm);

  /** Clips each element of the gradients of these parameters. */
  static native void clipGradValue(long[] parameters, double clipValue);
}
