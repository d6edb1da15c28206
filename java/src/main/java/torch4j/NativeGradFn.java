package torch4j;

/** The native function for a tensor's {@code grad_fn}; the presets have its address only. */
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
}
