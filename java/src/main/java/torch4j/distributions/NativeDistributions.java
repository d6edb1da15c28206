package torch4j.distributions;

/** Operators that the presets leave out. Tensors are passed as addresses of their C++ objects. */
final class NativeDistributions {
  private NativeDistributions() {}

  /** {@code torch._standard_gamma(concentration)}, assigned to the tensor at {@code into}. */
  static native void standardGamma(long concentration, long into);

  /**
   * {@code torch._sample_dirichlet(concentration)} with Python's gradients, assigned to the tensor
   * at {@code into}.
   */
  static native void sampleDirichlet(long concentration, long into);
}
