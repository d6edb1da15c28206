package torch4j.nn;

import org.bytedeco.pytorch.Tensor;

/**
 * Computes a parameter from others, each time a layer asks for it. What Python has in {@code
 * torch.nn.utils.parametrize}.
 */
public abstract class Parametrization extends Module {
  /** Has no parameters, so far. */
  protected Parametrization() {}

  /** The parameter's value now; it belongs to the innermost open scope. */
  public abstract Tensor value();
}
