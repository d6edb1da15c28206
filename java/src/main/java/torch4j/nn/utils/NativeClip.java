package torch4j.nn.utils;

/**
 * The native functions for gradient clipping. Tensors are passed as addresses of their C++ objects.
 */
final class NativeClip {
  private NativeClip() {}

  /**
   * Clips the gradients of these parameters, and assigns the norm before clipping to the tensor at
   * {@code norm}.
   */
  static native void clipGradNorm(
      long[] parameters, double maxNorm, double normType, boolean errorIfNonfinite, long norm);

  /** Assigns the total norm of these tensors to the tensor at {@code norm}. */
  static native void totalNorm(
      long[] tensors, double normType, boolean errorIfNonfinite, long norm);

  /**
   * Clips the gradients of these parameters, given their total norm in the tensor at {@code norm}.
   */
  static native void clipGradsWithNorm(long[] parameters, double maxNorm, long norm);

  /** Clips each element of the gradients of these parameters. */
  static native void clipGradValue(long[] parameters, double clipValue);
}
