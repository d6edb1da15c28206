package torch4j.optim;

/**
 * The part of libtorch4j that steps. A state is the address of a C++ object that holds an
 * optimizer's parameters and their moments; tensors are the addresses of theirs. The numbers of a
 * step are the options of each group, one group after another.
 */
final class NativeOptimizer {
  private NativeOptimizer() {}

  static native long create();

  static native void destroy(long state);

  static native void addGroup(long state, long[] parameters);

  /** One step of {@link Algorithm#id}; a group's numbers are those of its options. */
  static native void step(long state, int algorithm, double[] groups);

  /** Puts a parameter's state into the tensor at {@code into}; false if there is none yet. */
  static native boolean getSlot(long state, int group, int parameter, int slot, long into);

  /** Replaces a parameter's state; 0 for none. */
  static native void setSlot(long state, int group, int parameter, int slot, long tensor);

  static native void zeroGrad(long state, boolean setToNone);

  /** A group: lr, momentum, dampening, weightDecay, nesterov, maximize. */
  static native void sgdStep(long state, double[] groups);

  /** A group: lr, beta1, beta2, eps, weightDecay, amsgrad, maximize. */
  static native void adamStep(long state, double[] groups, boolean decoupledWeightDecay);

  /**
   * A step that unscales and clips on its way; the numbers of {@code step} are those of {@link
   * StepOptions}, the scalars' addresses 0 for none. Puts the norm into the tensor at {@code into};
   * false if there is none.
   */
  static native boolean scaledStep(
      long state,
      int algorithm,
      double[] groups,
      double[] step,
      long invScale,
      long foundInf,
      long into);

  /**
   * What {@code scaledStep} does before it steps, in place; an algorithm that is not native has no
   * number. Puts the norm into the tensor at {@code into}; false if there is an infinity.
   */
  static native boolean scaleGradients(
      long state,
      int algorithm,
      double[] groups,
      double[] step,
      long invScale,
      long foundInf,
      long into);

  /** Unscales the gradients in place; false if there is none. */
  static native boolean unscale(long state, long invScale, long foundInf);
}
