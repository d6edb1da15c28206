package torch4j.data.transforms;

import torch4j.DType;
import torch4j.Tensor;
import torch4j.Torch;
import torch4j.distributions.Beta;
import torch4j.internal.Require;
import torch4j.internal.TensorDescription;
import torch4j.nn.functional.F;

/**
 * Mixes each sample of a mini-batch with the one before it, images and labels. The labels are
 * classes {@code [N]}, or probabilities {@code [N, numClasses]}, which they are after it. Random
 * numbers come from the default generator.
 */
public abstract sealed class BatchTransform permits MixUp, CutMix {
  private final Beta shares;
  private final Integer numClasses;

  /** A mini-batch: images {@code [N, C, H, W]} and labels. */
  public record Mixed(Tensor images, Tensor labels) {
    /** Checks that both are there. */
    public Mixed {
      Require.nonNull(images, "images", "a tensor");
      Require.nonNull(labels, "labels", "a tensor");
    }
  }

  BatchTransform(double alpha, Integer numClasses) {
    Torch.init();
    if (!(alpha > 0) || Double.isInfinite(alpha)) {
      throw new IllegalArgumentException("alpha: got " + alpha + ", expected > 0");
    }
    if (numClasses != null && numClasses < 1) {
      throw new IllegalArgumentException("numClasses: got " + numClasses + ", expected >= 1");
    }
    Tensor concentration = Torch.full(new long[] {1}, alpha, DType.float32);
    this.shares = new Beta(concentration, concentration);
    this.numClasses = numClasses;
  }

  /**
   * Mixes a mini-batch.
   *
   * @return the images, and the labels as probabilities {@code [N, numClasses]}
   * @throws IllegalArgumentException if the sizes do not go together, or classes come without
   *     {@code numClasses}
   */
  public final Mixed apply(Tensor images, Tensor labels) {
    Require.nonNull(images, name() + ": images", "a tensor");
    Require.nonNull(labels, name() + ": labels", "a tensor");
    requireImages(images);
    requireLabels(images, labels);
    try (var scope = Torch.scope()) {
      return scope.detach(mixed(images, labels));
    }
  }

  abstract Mixed mixed(Tensor images, Tensor labels);

  /** The share of the sample itself. */
  final double share() {
    return shares.sample().itemDouble();
  }

  final Tensor labels(Tensor labels, double share) {
    Tensor probabilities = labels.dim() == 1 ? F.oneHot(labels, numClasses) : labels;
    if (!probabilities.dtype().isFloatingPoint()) {
      probabilities = probabilities.to(DType.float32);
    }
    return blend(probabilities, share);
  }

  static Tensor blend(Tensor samples, double share) {
    return samples.roll(1, 0).mul_(1.0 - share).add_(samples.mul(share));
  }

  private String name() {
    return getClass().getSimpleName();
  }

  private void requireImages(Tensor images) {
    if (images.dim() != 4 || images.numel() == 0) {
      throw new IllegalArgumentException(
          name() + ": images: got " + TensorDescription.of(images) + ", expected [N, C, H, W]");
    }
  }

  private void requireLabels(Tensor images, Tensor labels) {
    long n = images.size(0);
    boolean isClasses = labels.dim() == 1;
    boolean fits =
        isClasses
            ? numClasses != null && labels.dtype() == DType.int64
            : labels.dim() == 2 && (numClasses == null || labels.size(1) == numClasses);
    if (!fits || labels.size(0) != n) {
      throw new IllegalArgumentException(
          ("%s: labels: got %s with numClasses %s, expected [%d] int64 with numClasses"
                  + " or [%d, numClasses] without")
              .formatted(name(), TensorDescription.of(labels), numClasses, n, n));
    }
  }
}
