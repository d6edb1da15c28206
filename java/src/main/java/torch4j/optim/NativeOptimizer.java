package torch4j.optim;

/**
 * The native methods of the optimizers. {@code state} is the address of a C++ OptimizerState, which
 * holds an optimizer's parameters and their state; tensors are passed by the address of their C++
 * object. {@code groups} holds the options of all parameter groups as numbers, one group after
 * another.
 */
final class NativeOptimizer {
  private NativeOptimizer() {}

  static native long create();

  static native void destroy(long state);

  static native void addGroup(long state, long[] parameters);

  /** One step by the update rule with this {@link UpdateRule#id}. */
  static native void step(long state, int updateRule, double[] groups);

  /**
   * Stores a parameter's state tensor in the tensor at {@code into}; false if there is none yet.
   */
  static native boolean getSlot(long state, int group, int parameter, int slot, long into);

  /** Replaces a parameter's state tensor; 0 for an undefined one. */
  static native void setSlot(long state, int group, int parameter, int slot, long tensor);

  static native void zeroGrad(long state, boolean setToNone);

  /**
   * One SGD step; a group's numbers are lr, momentum, dampening, weightDecay, nesterov, maximize.
   */
  static native void sgdStep(long state, double[] groups);

  /**
   * One Adam or AdamW step; a group's numbers are lr, beta1, beta2, eps, weightDecay, amsgrad,
   * maximize.
   */
  static native void adamStep(long state, double[] groups, boolean decoupledWeightDecay);

  /**
   * One step that unscales and clips the gradients. {@code step} holds the numbers of {@link
   * StepOptions}; {@code invScale} and {@code foundInf} are 0 for none. Stores the total norm in
   * the tensor at {@code into}; false if it is not computed.
   */
  static native boolean scaledStep(
      long state,
      int updateRule,
      double[] groups,
      double[] step,
      long invScale,
      long foundInf,
      long into);

  /**
   * Unscales and clips the gradients in place, as {@code scaledStep} does, but performs no step.
   * The id of an update rule that is not native is -1. Stores the total norm in the tensor at
   * {@code into}; false if a gradient contains an infinity or NaN.
   */
  static native boolean scaleGradients(
      long state,
      int updateRule,
      double[] groups,
      double[] step,
      long invScale,
      long foundInf,
      long into);

  /** Unscales the gradients in place; false if no parameter has one. */
  static native boolean unscale(long state, long invScale, long foundInf);
}
