package torch4j.internal.graph;

/** The native functions for the autograd graph. Tensors are addresses of their C++ objects. */
final class NativeGraph {
  private NativeGraph() {}

  /** Assigns one tensor of a C++ list to the tensor at {@code into}. */
  static native void get(long list, int index, long into);

  /** Replaces all tensors of a C++ list; 0 for an undefined one. */
  static native void set(long list, long[] tensors);

  /** Assigns one tensor to another. */
  static native void assign(long from, long into);

  /** Whether both are one tensor. Same as Python's {@code is}. */
  static native boolean isSame(long a, long b);

  /**
   * Runs the engine.
   *
   * @param gradients 0 for none
   * @param into the gradients of the inputs, unless they are accumulated
   */
  static native void backward(
      long[] outputs,
      long[] gradients,
      long[] inputs,
      boolean keepGraph,
      boolean createGraph,
      boolean accumulateGrad,
      boolean allowUnreachable,
      long[] into);

  /** Sets {@code .grad}; 0 for none. */
  static native void setGrad(long tensor, long grad);

  /** The callback for the tensor's hooks: the one it has, or {@code fresh}, which it then gets. */
  static native GraphCallback tensorHooks(long tensor, GraphCallback fresh);

  /** The same for hooks that run after the gradient is accumulated. */
  static native GraphCallback postAccumulateHooks(long tensor, GraphCallback fresh);

  /** Throws if a hook's gradient has another dtype, device or shape than what it got. */
  static native void checkHookResult(long original, long result, byte[] name);

  /**
   * Passes tensors through a new node, whose outputs are assigned to {@code into}.
   *
   * @param observer called with all gradients that arrive at the node
   */
  static native void observe(long[] from, GraphCallback observer, long[] into);

  /**
   * Puts a function's call into the graph.
   *
   * @param inputs 0 for what is no tensor
   * @param outputs 0 for none
   * @param saved 0 for none
   * @param into the outputs
   */
  static native void record(
      byte[] name,
      GraphCallback backward,
      long[] inputs,
      long[] outputs,
      long[] dirty,
      long[] nonDifferentiable,
      long[] saved,
      boolean materializeGrads,
      long[] into);

  /** Assigns a function node's saved tensors to {@code into}. */
  static native void saved(long node, long[] into);

  /** Has this thread's saved tensors packed until {@link #popSavedHooks}. */
  static native void pushSavedHooks(SavedTensorPacking hooks);

  static native void popSavedHooks();

  static native void setAnomalyMode(boolean enabled, boolean checkNan);

  static native boolean isAnomalyModeEnabled();

  static native boolean checksNan();

  /** The number of the backward pass that this thread runs; -1 if it runs none. */
  static native int graphTaskId();
}
