package torch4j.nn;

import org.bytedeco.pytorch.DropoutImpl;
import org.bytedeco.pytorch.DropoutOptions;
import org.bytedeco.pytorch.Tensor;

/**
 * Sets elements to zero with probability {@code p} while training, and scales the others by {@code
 * 1 / (1 - p)}. Same as {@code torch.nn.Dropout}, down to the mask that a seed draws.
 */
public final class Dropout extends Module {
  private final DropoutImpl impl;
  private final double p;

  /** Drops every second element, on average. */
  public Dropout() {
    this(0.5);
  }

  /**
   * Drops elements with probability {@code p}.
   *
   * @throws IllegalArgumentException if {@code p} is not between 0 and 1
   */
  public Dropout(double p) {
    this(p, build(() -> new DropoutImpl(new DropoutOptions(requireProbability(p)))));
  }

  private Dropout(double p, DropoutImpl impl) {
    super(impl);
    this.impl = impl;
    this.p = p;
  }

  private static double requireProbability(double p) {
    if (!(p >= 0 && p <= 1)) {
      throw new IllegalArgumentException(
          "p: got " + p + ", expected a probability between 0 and 1");
    }
    return p;
  }

  @Override
  public Tensor forward(Tensor input) {
    return impl.forward(input);
  }

  @Override
  protected String extraRepr() {
    return "p=" + p + ", inplace=False";
  }
}
