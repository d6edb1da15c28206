package torch4j.nn;

import org.bytedeco.pytorch.global.torch;
import torch4j.Tensor;
import torch4j.internal.TensorDescription;

/**
 * {@code y = x Wᵀ + b}. Same as {@code torch.nn.Linear}.
 *
 * <p>Input {@code [*, inFeatures]}, output {@code [*, outFeatures]}, of the weight's dtype.
 */
public final class Linear extends Module {
  private final long inFeatures;
  private final long outFeatures;

  /** A layer with bias. */
  public Linear(long inFeatures, long outFeatures) {
    this(inFeatures, outFeatures, true);
  }

  /**
   * A layer with or without bias.
   *
   * @param inFeatures the size of each input sample
   * @param outFeatures the size of each output sample
   * @param bias whether the layer learns an additive bias
   * @throws IllegalArgumentException if a size is negative
   */
  public Linear(long inFeatures, long outFeatures, boolean bias) {
    this.inFeatures = inFeatures;
    this.outFeatures = outFeatures;
    registerParameter("weight", empty(outFeatures, inFeatures));
    registerParameter("bias", bias ? empty(outFeatures) : null);
    resetParameters();
  }

  /** Re-initializes the parameters. Same as {@code reset_parameters}. */
  public void resetParameters() {
    initAsLinear(weight(), bias());
  }

  @Override
  public Tensor forward(Tensor input) {
    return Tensor.wrap(torch.linear(input.unwrap(), weight().unwrap(), optionalParameter("bias")));
  }

  /** The weight, {@code [outFeatures, inFeatures]}. */
  public Tensor weight() {
    return parameter("weight");
  }

  /** The bias, {@code [outFeatures]}, or null without one. */
  public Tensor bias() {
    return parameter("bias");
  }

  @Override
  protected String expectedInput() {
    return "[*, " + inFeatures + "] " + TensorDescription.dtype(weight());
  }

  @Override
  protected String extraRepr() {
    return "in_features="
        + inFeatures
        + ", out_features="
        + outFeatures
        + ", bias="
        + Repr.of(bias() != null);
  }
}
