package torch4j.nn;

import org.bytedeco.pytorch.global.torch;
import torch4j.Tensor;
import torch4j.internal.Require;
import torch4j.nn.functional.Sizes;
import torch4j.nn.init.Init;

/**
 * Layer normalization over the last dimensions. Same as {@code torch.nn.LayerNorm}: input {@code
 * [*, normalizedShape]}.
 */
public final class LayerNorm extends Module {
  private final long[] normalizedShape;
  private final double eps;
  private final boolean elementwiseAffine;

  /** A layer over the last dimension, with PyTorch's defaults. */
  public LayerNorm(long normalizedShape) {
    this(Sizes.of(normalizedShape));
  }

  /**
   * A layer over the last dimension, with this {@code eps}, the value added to the denominator for
   * numerical stability.
   */
  public LayerNorm(long normalizedShape, double eps) {
    this(Sizes.of(normalizedShape), eps);
  }

  /** A layer over the last dimension, with or without weight and bias. */
  public LayerNorm(long normalizedShape, double eps, boolean elementwiseAffine) {
    this(Sizes.of(normalizedShape), eps, elementwiseAffine);
  }

  /** A layer over the last dimension, with all options. */
  public LayerNorm(long normalizedShape, double eps, boolean elementwiseAffine, boolean bias) {
    this(Sizes.of(normalizedShape), eps, elementwiseAffine, bias);
  }

  /** A layer with PyTorch's defaults. */
  public LayerNorm(Sizes normalizedShape) {
    this(normalizedShape, 1e-5);
  }

  /** A layer with this {@code eps}, the value added to the denominator for numerical stability. */
  public LayerNorm(Sizes normalizedShape, double eps) {
    this(normalizedShape, eps, true);
  }

  /** A layer with or without weight and bias. */
  public LayerNorm(Sizes normalizedShape, double eps, boolean elementwiseAffine) {
    this(normalizedShape, eps, elementwiseAffine, true);
  }

  /**
   * A layer with all options.
   *
   * @param normalizedShape the shape of the last dimensions of the input, over which is normalized
   * @param eps the value added to the denominator for numerical stability
   * @param elementwiseAffine whether the layer has learnable affine parameters for each element
   * @param bias whether there is an additive bias beside the weight; without effect unless {@code
   *     elementwiseAffine}
   * @throws IllegalArgumentException if a size is negative
   */
  public LayerNorm(Sizes normalizedShape, double eps, boolean elementwiseAffine, boolean bias) {
    this.normalizedShape =
        Require.nonNull(normalizedShape, "normalizedShape", "sizes")
            .forDimensions("normalizedShape", normalizedShape.values().size());
    this.eps = eps;
    this.elementwiseAffine = elementwiseAffine;
    registerParameter("weight", elementwiseAffine ? empty(this.normalizedShape) : null);
    registerParameter("bias", elementwiseAffine && bias ? empty(this.normalizedShape) : null);
    resetParameters();
  }

  /** Re-initializes the parameters. Same as {@code reset_parameters}. */
  public void resetParameters() {
    if (weight() != null) {
      Init.ones_(weight());
    }
    if (bias() != null) {
      Init.zeros_(bias());
    }
  }

  @Override
  public Tensor forward(Tensor input) {
    return Tensor.wrap(
        torch.layer_norm(
            input.unwrap(),
            normalizedShape,
            optionalParameter("weight"),
            optionalParameter("bias"),
            eps,
            true));
  }

  /** The weight, of the normalized shape, or null without one. */
  public Tensor weight() {
    return parameter("weight");
  }

  /** The bias, of the normalized shape, or null without one. */
  public Tensor bias() {
    return parameter("bias");
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
        + Repr.of(elementwiseAffine)
        + ", bias="
        + Repr.of(bias() != null);
  }
}
