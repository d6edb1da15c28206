package torch4j.nn;

import torch4j.Tensor;
import torch4j.Torch;
import torch4j.nn.functional.DistanceFunction;

/**
 * The cosine similarity between two inputs, computed along a dimension. Same as {@code
 * torch.nn.CosineSimilarity}: two inputs {@code [*, D, *]} that are broadcastable, output without
 * the dimension D.
 */
public final class CosineSimilarity extends Module implements DistanceFunction {
  private final long dim;
  private final double eps;

  /** Along dimension 1. */
  public CosineSimilarity() {
    this(1);
  }

  /** Along {@code dim}. */
  public CosineSimilarity(long dim) {
    this(dim, 1e-8);
  }

  /** Along {@code dim}, with {@code eps} as a small value to avoid division by zero. */
  public CosineSimilarity(long dim, double eps) {
    this.dim = dim;
    this.eps = eps;
  }

  @Override
  public Tensor forward(Tensor x1, Tensor x2) {
    return Torch.cosineSimilarity(x1, x2, dim, eps);
  }

  @Override
  protected String expectedInput() {
    return "two of [*] that can be broadcast, with a dimension " + dim + ", floating-point";
  }
}
