package torch4j.autograd;

/**
 * Gradients that differ from finite differences, or are wrong in another way. Same as {@code
 * torch.autograd.gradcheck.GradcheckError}.
 */
public final class GradcheckException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  GradcheckException(String message) {
    super(message);
  }

  GradcheckException(String message, Throwable cause) {
    super(message, cause);
  }
}
