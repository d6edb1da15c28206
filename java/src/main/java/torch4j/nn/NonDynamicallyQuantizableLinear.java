package torch4j.nn;

import org.bytedeco.pytorch.global.torch;
import torch4j.Tensor;
import torch4j.internal.TensorDescription;

/**
 * The {@link Linear} layer of {@link MultiheadAttention}, with its own class name. Same as {@code
 * torch.nn.modules.linear.NonDynamicallyQuantizableLinear}.
 */
final class NonDynamicallyQuantizableLinear extends Module {
  private final long inFeatures;
  private final long outFeatures;

  NonDynamicallyQuantizableLinear(long inFeatures, long outFeatures, boolean bias) {
    this.inFeatures = inFeatures;
    this.outFeatures = outFeatures;
    registerParameter("weight", empty(outFeatures, inFeatures));
    registerParameter("bias", bias ? empty(outFeatures) : null);
    initAsLinear(weight(), bias());
  }

  @Override
  public Tensor forward(Tensor input) {
    return Tensor.wrap(torch.linear(input.unwrap(), weight().unwrap(), optionalParameter("bias")));
  }

  Tensor weight() {
    return parameter("weight");
  }

  Tensor bias() {
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
