package torch4j.nn;

import org.bytedeco.pytorch.global.torch;
import torch4j.Tensor;
import torch4j.internal.TensorDescription;
import torch4j.nn.init.Init;

/**
 * {@code y = x1ᵀ A x2 + b}. Same as {@code torch.nn.Bilinear}.
 *
 * <p>Inputs {@code [*, in1Features]} and {@code [*, in2Features]}, output {@code [*, outFeatures]},
 * of the weight's dtype.
 */
public final class Bilinear extends Module {
  private final long in1Features;
  private final long in2Features;
  private final long outFeatures;

  /** A layer with bias. */
  public Bilinear(long in1Features, long in2Features, long outFeatures) {
    this(in1Features, in2Features, outFeatures, true);
  }

  /**
   * A layer with or without bias.
   *
   * @param in1Features the size of each first input sample
   * @param in2Features the size of each second input sample
   * @param outFeatures the size of each output sample
   * @param bias whether the layer learns an additive bias
   * @throws IllegalArgumentException if {@code in1Features} is not positive, or a size is negative
   */
  public Bilinear(long in1Features, long in2Features, long outFeatures, boolean bias) {
    if (in1Features <= 0) {
      throw new IllegalArgumentException("in1Features: got " + in1Features + ", expected > 0");
    }
    this.in1Features = in1Features;
    this.in2Features = in2Features;
    this.outFeatures = outFeatures;
    registerParameter("weight", empty(outFeatures, in1Features, in2Features));
    registerParameter("bias", bias ? empty(outFeatures) : null);
    resetParameters();
  }

  /** Re-initializes the parameters. Same as {@code reset_parameters}. */
  public void resetParameters() {
    double bound = 1 / Math.sqrt((double) weight().size(1));
    Init.uniform_(weight(), -bound, bound);
    if (bias() != null) {
      Init.uniform_(bias(), -bound, bound);
    }
  }

  @Override
  public Tensor forward(Tensor input1, Tensor input2) {
    return Tensor.wrap(
        torch.bilinear(
            input1.unwrap(), input2.unwrap(), weight().unwrap(), optionalParameter("bias")));
  }

  /** The weight, {@code [outFeatures, in1Features, in2Features]}. */
  public Tensor weight() {
    return parameter("weight");
  }

  /** The bias, {@code [outFeatures]}, or null without one. */
  public Tensor bias() {
    return parameter("bias");
  }

  @Override
  protected String expectedInput() {
    return "[*, "
        + in1Features
        + "] and [*, "
        + in2Features
        + "] "
        + TensorDescription.dtype(weight());
  }

  @Override
  protected String extraRepr() {
    return "in1_features="
        + in1Features
        + ", in2_features="
        + in2Features
        + ", out_features="
        + outFeatures
        + ", bias="
        + Repr.of(bias() != null);
  }
}
