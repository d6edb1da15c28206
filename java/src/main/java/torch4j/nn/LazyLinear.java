package torch4j.nn;

import org.bytedeco.pytorch.global.torch;
import torch4j.Tensor;
import torch4j.internal.TensorDescription;

/**
 * A {@link Linear} whose number of input features is inferred from the first input. Same as {@code
 * torch.nn.LazyLinear}.
 *
 * <p>First input {@code [*, inFeatures]} with any number of features, later inputs with the same;
 * output {@code [*, outFeatures]}.
 */
public final class LazyLinear extends Module {
  private final long outFeatures;
  private final boolean hasBias;
  private long inFeatures;

  /** A layer with bias. */
  public LazyLinear(long outFeatures) {
    this(outFeatures, true);
  }

  /**
   * A layer with or without bias.
   *
   * @param outFeatures the size of each output sample
   * @param bias whether the layer learns an additive bias
   */
  public LazyLinear(long outFeatures, boolean bias) {
    this.outFeatures = outFeatures;
    hasBias = bias;
    registerLazyParameter("weight");
    if (bias) {
      registerLazyParameter("bias");
    } else {
      registerParameter("bias", null);
    }
  }

  /**
   * Re-initializes the parameters; does nothing before the first input. Same as {@code
   * reset_parameters}.
   */
  public void resetParameters() {
    if (!isLazy()) {
      initAsLinear(weight(), bias());
    }
  }

  @Override
  public Tensor forward(Tensor input) {
    if (isLazy()) {
      if (input.dim() == 0) {
        throw invalidInput("the number of features is the size of the last dimension", input);
      }
      inFeatures = input.size(-1);
      materialize("weight", outFeatures, inFeatures);
      materialize("bias", outFeatures);
      resetParameters();
    }
    return Tensor.wrap(torch.linear(input.unwrap(), weight().unwrap(), optionalParameter("bias")));
  }

  @Override
  int lazyDimensions(String name) {
    return name.equals("weight") ? 2 : 1;
  }

  @Override
  void loaded() {
    if (!isLazy()) {
      inFeatures = weight().size(-1);
    }
  }

  /** The weight, {@code [outFeatures, inFeatures]}, uninitialized before the first input. */
  public Tensor weight() {
    return parameter("weight");
  }

  /** The bias, {@code [outFeatures]}, or null without one. */
  public Tensor bias() {
    return parameter("bias");
  }

  @Override
  String typeName() {
    return isLazy() ? "LazyLinear" : "Linear";
  }

  @Override
  protected String expectedInput() {
    return isLazy() ? "[*, any]" : "[*, " + inFeatures + "] " + TensorDescription.dtype(weight());
  }

  @Override
  protected String extraRepr() {
    return "in_features="
        + inFeatures
        + ", out_features="
        + outFeatures
        + ", bias="
        + Repr.of(hasBias);
  }
}
