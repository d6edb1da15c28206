package torch4j.nn;

import torch4j.Tensor;
import torch4j.nn.functional.F;
import torch4j.nn.functional.Reduction;

/**
 * {@code x} where the target is 1, {@code max(0, margin - x)} where it is -1. Same as {@code
 * torch.nn.HingeEmbeddingLoss}: input {@code [*]}, and a target of its shape with the values 1 and
 * -1.
 */
public final class HingeEmbeddingLoss extends Loss {
  private final double margin;

  /** With margin 1 and the mean over the elements. */
  public HingeEmbeddingLoss() {
    this(1);
  }

  /** With this margin. */
  public HingeEmbeddingLoss(double margin) {
    this(margin, Reduction.MEAN);
  }

  /** With this margin and reduction. */
  public HingeEmbeddingLoss(double margin, Reduction reduction) {
    super(reduction);
    this.margin = margin;
  }

  @Override
  public Tensor forward(Tensor input, Tensor target) {
    return F.hingeEmbeddingLoss(input, target, margin, reduction);
  }

  @Override
  protected String expectedInput() {
    return "distances [*] and a target of the same shape made of 1 and -1";
  }
}
