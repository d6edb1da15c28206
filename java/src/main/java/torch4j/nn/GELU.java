package torch4j.nn;

import torch4j.Tensor;
import torch4j.internal.Require;
import torch4j.nn.functional.F;
import torch4j.nn.functional.GELUApproximation;

/**
 * {@code x * Φ(x)} with the cumulative distribution function Φ of the standard normal distribution,
 * elementwise. Same as {@code torch.nn.GELU}: input and output of any shape, floating-point.
 */
public final class GELU extends Activation {
  private final GELUApproximation approximate;

  /** Computed without approximation. */
  public GELU() {
    this(GELUApproximation.NONE);
  }

  /** With this approximation of Φ, or none. */
  public GELU(GELUApproximation approximate) {
    super(false);
    this.approximate = Require.nonNull(approximate, "approximate", "an approximation, or NONE");
  }

  @Override
  public Tensor forward(Tensor input) {
    return F.gelu(input, approximate);
  }

  @Override
  String optionsRepr() {
    return "approximate='" + approximate + "'";
  }
}
