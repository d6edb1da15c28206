package torch4j;

/**
 * An error of LibTorch, or of loading it: the {@code RuntimeError} of PyTorch.
 *
 * <p>The message is that of LibTorch without its C++ backtrace, which is in {@link #detail()}. Of
 * an operator of {@link Tensor} it begins with the operator's name, the shapes and the dtypes.
 */
public final class TorchException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final String detail;

  /**
   * An error that LibTorch reported. Called by native code.
   *
   * @param message LibTorch's message, or null
   * @param detail LibTorch's message with its C++ backtrace; "" or null if there is none
   */
  public TorchException(String message, String detail) {
    super(message);
    this.detail = detail == null ? "" : detail;
  }

  /**
   * An error with a cause, whose {@link #detail()} it has if that is a TorchException.
   *
   * @param message what went wrong, or null
   * @param cause the cause, or null if there is none
   */
  public TorchException(String message, Throwable cause) {
    super(message, cause);
    this.detail = cause instanceof TorchException inner ? inner.detail : "";
  }

  /** LibTorch's message with its C++ backtrace, or "" if there is none. */
  public String detail() {
    return detail;
  }
}
