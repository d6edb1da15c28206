package torch4j;

/**
 * What LibTorch, or the loading of it, reports: the {@code RuntimeError} of PyTorch.
 *
 * <p>The message is LibTorch's own; the C++ backtrace that comes with it is kept apart, in {@link
 * #detail()}.
 */
public final class TorchException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final String detail;

  /** An error with LibTorch's message, and its C++ detail or "". Native code calls this. */
  public TorchException(String message, String detail) {
    super(message);
    this.detail = detail;
  }

  /** An error that another one caused. */
  public TorchException(String message, Throwable cause) {
    super(message, cause);
    this.detail = "";
  }

  /** The C++ side's full report, backtrace included, or "" where there is none. */
  public String detail() {
    return detail;
  }
}
