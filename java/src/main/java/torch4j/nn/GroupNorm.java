package torch4j.nn;

import torch4j.Tensor;
import torch4j.nn.functional.F;
import torch4j.nn.init.Init;

/**
 * Group normalization: normalizes each group of channels of each example. Same as {@code
 * torch.nn.GroupNorm}: input {@code [N, numChannels, *]}.
 */
public final class GroupNorm extends Module {
  private final long numGroups;
  private final long numChannels;
  private final double eps;
  private final boolean affine;

  /** A layer with PyTorch's defaults. */
  public GroupNorm(long numGroups, long numChannels) {
    this(numGroups, numChannels, 1e-5);
  }

  /** A layer with this {@code eps}, the value added to the denominator for numerical stability. */
  public GroupNorm(long numGroups, long numChannels, double eps) {
    this(numGroups, numChannels, eps, true);
  }

  /** A layer with or without weight and bias. */
  public GroupNorm(long numGroups, long numChannels, double eps, boolean affine) {
    this(numGroups, numChannels, eps, affine, true);
  }

  /**
   * A layer with all options.
   *
   * @param numGroups the number of groups to separate the channels into
   * @param numChannels the number of channels expected in the input
   * @param eps the value added to the denominator for numerical stability
   * @param affine whether the layer has learnable affine parameters for each channel
   * @param bias whether there is an additive bias beside the weight; without effect unless {@code
   *     affine}
   * @throws IllegalArgumentException if the number of channels is not divisible by the number of
   *     groups
   */
  public GroupNorm(long numGroups, long numChannels, double eps, boolean affine, boolean bias) {
    if (numGroups == 0 || numChannels % numGroups != 0) {
      throw new IllegalArgumentException(
          "numChannels: got " + numChannels + ", expected a multiple of numGroups = " + numGroups);
    }
    this.numGroups = numGroups;
    this.numChannels = numChannels;
    this.eps = eps;
    this.affine = affine;
    registerParameter("weight", affine ? empty(numChannels) : null);
    registerParameter("bias", affine && bias ? empty(numChannels) : null);
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
    try {
      return F.groupNorm(input, numGroups, weight(), bias(), eps);
    } catch (IllegalArgumentException e) {
      throw (IllegalArgumentException) invalidInput(e.getMessage(), input).initCause(e);
    }
  }

  /** The weight, {@code [numChannels]}, or null without one. */
  public Tensor weight() {
    return parameter("weight");
  }

  /** The bias, {@code [numChannels]}, or null without one. */
  public Tensor bias() {
    return parameter("bias");
  }

  @Override
  protected String expectedInput() {
    return "[N, " + numChannels + ", *], floating-point";
  }

  @Override
  protected String extraRepr() {
    return numGroups
        + ", "
        + numChannels
        + ", eps="
        + Repr.of(eps)
        + ", affine="
        + Repr.of(affine)
        + ", bias="
        + Repr.of(bias() != null);
  }
}
