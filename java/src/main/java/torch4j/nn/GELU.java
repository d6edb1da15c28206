package torch4j.nn;

import org.bytedeco.pytorch.Tensor;
import torch4j.internal.Require;
import torch4j.nn.functional.F;
import torch4j.nn.functional.GELUApproximation;

/**
 * {@code x} times the probability that a standard normal number is below it, element by element.
 * Same as {@code torch.nn.GELU}: input and output of any shape, floating-point.
 */
public final class GELU extends Activation {
  private final GELUApproximation approximate;

  /** Computed exactly. */
  public GELU() {
    this(GELUApproximation.NONE);
  }

  /** Computed exactly, or approximated. */
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
