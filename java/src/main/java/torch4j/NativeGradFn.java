package torch4j;

import torch4j.internal.graph.GraphCallback;

/**
 * The native functions for a tensor's {@code grad_fn}; the presets have its address only. A node is
 * the address of a C++ reference to it.
 */
final class NativeGradFn {
  private NativeGradFn() {}

  /**
   * The name that Python's class of the tensor's {@code grad_fn} has, such as {@code AddBackward0};
   * {@code Invalid} for a view that was modified in place where that is not allowed; null if there
   * is none.
   *
   * @param tensor the address of its C++ object
   */
  static native String name(long tensor);

  /**
   * A new reference to the tensor's {@code grad_fn}; 0 if there is none.
   *
   * @param tensor the address of its C++ object
   */
  static native long of(long tensor);

  /** Frees a reference. */
  static native void release(long node);

  /** The same number for two references to one node. */
  static native long identity(long node);

  /** The name, in UTF-8. */
  static native byte[] nodeName(long node);

  /** How many nodes it passes gradients to; those that need none are counted. */
  static native int edgeCount(long node);

  /** A new reference to a node that it passes gradients to; 0 if that one needs none. */
  static native long next(long node, int index);

  /** Which input of that node it is. */
  static native int inputNr(long node, int index);

  /** Assigns the leaf of a node that accumulates gradients to {@code into}; false for another. */
  static native boolean variable(long node, long into);

  /** The callback for the node's hooks: the one it has, or {@code fresh}, which it then gets. */
  static native GraphCallback hooks(long node, GraphCallback fresh);

  /** The same for hooks that run before the node. */
  static native GraphCallback prehooks(long node, GraphCallback fresh);
}
