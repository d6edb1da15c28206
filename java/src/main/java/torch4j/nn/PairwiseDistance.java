package torch4j.nn;

import torch4j.Tensor;
import torch4j.Torch;
import torch4j.nn.functional.DistanceFunction;

/**
 * The pairwise distance between input vectors, the p-norm of their difference. Same as {@code
 * torch.nn.PairwiseDistance}: two inputs {@code [N, D]} or {@code [D]}, output {@code [N]} or a
 * scalar.
 */
public final class PairwiseDistance extends Module implements DistanceFunction {
  private final double p;
  private final double eps;
  private final boolean keepdim;

  /** The Euclidean distance. */
  public PairwiseDistance() {
    this(2);
  }

  /** With the p-norm. */
  public PairwiseDistance(double p) {
    this(p, 1e-6);
  }

  /** With the p-norm, and {@code eps} as a small value to avoid division by zero. */
  public PairwiseDistance(double p, double eps) {
    this(p, eps, false);
  }

  /** With all options; {@code keepdim} tells whether the last dimension is kept with the size 1. */
  public PairwiseDistance(double p, double eps, boolean keepdim) {
    this.p = p;
    this.eps = eps;
    this.keepdim = keepdim;
  }

  @Override
  public Tensor forward(Tensor x1, Tensor x2) {
    return Torch.pairwiseDistance(x1, x2, p, eps, keepdim);
  }

  @Override
  protected String expectedInput() {
    return "two of [N, D] or [D] that can be broadcast, floating-point";
  }
}
