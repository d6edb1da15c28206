package torch4j.nn;

import org.bytedeco.pytorch.LinearImpl;
import org.bytedeco.pytorch.LinearOptions;
import org.bytedeco.pytorch.Tensor;

/**
 * {@code y = x Wᵀ + b}. Same as {@code torch.nn.Linear}.
 *
 * <p>Input {@code [*, inFeatures]}, output {@code [*, outFeatures]}, of the weight's dtype.
 */
public final class Linear extends Module {
  private final LinearImpl impl;
  private final long inFeatures;
  private final long outFeatures;

  /** A layer with bias. */
  public Linear(long inFeatures, long outFeatures) {
    this(inFeatures, outFeatures, true);
  }

  /**
   * A layer with or without bias.
   *
   * @throws IllegalArgumentException if a size is negative
   */
  public Linear(long inFeatures, long outFeatures, boolean bias) {
    this(inFeatures, outFeatures, build(() -> make(inFeatures, outFeatures, bias)));
  }

  private Linear(long inFeatures, long outFeatures, LinearImpl impl) {
    super(impl);
    this.impl = impl;
    this.inFeatures = inFeatures;
    this.outFeatures = outFeatures;
  }

  private static LinearImpl make(long inFeatures, long outFeatures, boolean bias) {
    var options = new LinearOptions(inFeatures, outFeatures);
    options.bias().put(bias);
    return new LinearImpl(options);
  }

  @Override
  public Tensor forward(Tensor input) {
    return impl.forward(input);
  }

  /** The weight, {@code [outFeatures, inFeatures]}. */
  public Tensor weight() {
    return namedParameters().get("weight");
  }

  /** The bias, {@code [outFeatures]}, or null without one. */
  public Tensor bias() {
    return namedParameters().get("bias");
  }

  @Override
  String expectedInput() {
    return "[*, " + inFeatures + "] " + torch4j.internal.Text.dtype(weight());
  }

  @Override
  protected String extraRepr() {
    return "in_features="
        + inFeatures
        + ", out_features="
        + outFeatures
        + ", bias="
        + python(bias() != null);
  }
}
