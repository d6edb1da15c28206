package torch4j.nn;

import torch4j.Tensor;
import torch4j.nn.functional.F;
import torch4j.nn.functional.Reduction;

/**
 * {@code 1 - cos} of two vectors where the target is 1, {@code max(0, cos - margin)} where it is
 * -1. Same as {@code torch.nn.CosineEmbeddingLoss}: inputs {@code [N, D]} or {@code [D]}; target
 * {@code [N]} or a scalar, with the values 1 and -1.
 */
public final class CosineEmbeddingLoss extends Loss {
  private final double margin;

  /** With margin 0 and the mean over the elements. */
  public CosineEmbeddingLoss() {
    this(0);
  }

  /** With this margin. */
  public CosineEmbeddingLoss(double margin) {
    this(margin, Reduction.MEAN);
  }

  /** With this margin and reduction. */
  public CosineEmbeddingLoss(double margin, Reduction reduction) {
    super(reduction);
    this.margin = margin;
  }

  @Override
  public Tensor forward(Tensor input1, Tensor input2, Tensor target) {
    return F.cosineEmbeddingLoss(input1, input2, target, margin, reduction);
  }

  @Override
  protected String expectedInput() {
    return "[N, D], [N, D] and a target [N], or [D], [D] and a target []; the target made of 1 and"
        + " -1";
  }
}
