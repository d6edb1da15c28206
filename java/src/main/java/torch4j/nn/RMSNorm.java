package torch4j.nn;

import org.bytedeco.pytorch.DoubleOptional;
import org.bytedeco.pytorch.global.torch;
import torch4j.Tensor;
import torch4j.internal.Optionals;
import torch4j.internal.Require;
import torch4j.internal.Unscoped;
import torch4j.nn.functional.Sizes;
import torch4j.nn.init.Init;

/**
 * Root mean square layer normalization over the last dimensions. Same as {@code torch.nn.RMSNorm}:
 * input {@code [*, normalizedShape]}.
 */
public final class RMSNorm extends Module {
  private final long[] normalizedShape;
  private final Double eps;
  private final DoubleOptional optionalEps;
  private final boolean elementwiseAffine;

  /** A layer over the last dimension, with PyTorch's defaults. */
  public RMSNorm(long normalizedShape) {
    this(Sizes.of(normalizedShape));
  }

  /**
   * A layer over the last dimension, with this {@code eps}, the value added to the mean square for
   * numerical stability; null for the dtype's epsilon.
   */
  public RMSNorm(long normalizedShape, Double eps) {
    this(Sizes.of(normalizedShape), eps);
  }

  /**
   * A layer over the last dimension, with or without weight; {@code eps} null means the dtype's
   * epsilon.
   */
  public RMSNorm(long normalizedShape, Double eps, boolean elementwiseAffine) {
    this(Sizes.of(normalizedShape), eps, elementwiseAffine);
  }

  /** A layer with PyTorch's defaults. */
  public RMSNorm(Sizes normalizedShape) {
    this(normalizedShape, null);
  }

  /**
   * A layer with this {@code eps}, the value added to the mean square for numerical stability; null
   * for the dtype's epsilon.
   */
  public RMSNorm(Sizes normalizedShape, Double eps) {
    this(normalizedShape, eps, true);
  }

  /**
   * A layer with or without weight.
   *
   * @param normalizedShape the shape of the last dimensions of the input, over which is normalized
   * @param eps the value added to the mean square for numerical stability; null for the dtype's
   *     epsilon
   * @throws IllegalArgumentException if a size is negative
   */
  public RMSNorm(Sizes normalizedShape, Double eps, boolean elementwiseAffine) {
    this.normalizedShape =
        Require.nonNull(normalizedShape, "normalizedShape", "sizes")
            .forDimensions("normalizedShape", normalizedShape.values().size());
    this.eps = eps;
    this.elementwiseAffine = elementwiseAffine;
    optionalEps = Unscoped.make(() -> Optionals.of(eps));
    registerParameter("weight", elementwiseAffine ? empty(this.normalizedShape) : null);
    resetParameters();
  }

  /** Re-initializes the parameters. Same as {@code reset_parameters}. */
  public void resetParameters() {
    if (weight() != null) {
      Init.ones_(weight());
    }
  }

  @Override
  public Tensor forward(Tensor input) {
    return Tensor.wrap(
        torch.rms_norm(input.unwrap(), normalizedShape, optionalParameter("weight"), optionalEps));
  }

  /** The weight, of the normalized shape, or null without one. */
  public Tensor weight() {
    return parameter("weight");
  }

  @Override
  protected String expectedInput() {
    return "[*, ...] with the last sizes " + Sizes.tuple(normalizedShape) + ", floating-point";
  }

  @Override
  protected String extraRepr() {
    return Sizes.tuple(normalizedShape)
        + ", eps="
        + Repr.of(eps)
        + ", elementwise_affine="
        + Repr.of(elementwiseAffine);
  }
}
