package torch4j.nn;

import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;
import torch4j.nn.functional.DistanceFunction;

/**
 * The norm of the difference of vectors. Same as {@code torch.nn.PairwiseDistance}: two inputs
 * {@code [N, D]} or {@code [D]}, output {@code [N]} or a scalar.
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

  /** With the p-norm; {@code eps} is added to the difference. */
  public PairwiseDistance(double p, double eps) {
    this(p, eps, false);
  }

  /** Keeps the last dimension, as 1, if {@code keepdim}. */
  public PairwiseDistance(double p, double eps, boolean keepdim) {
    this.p = p;
    this.eps = eps;
    this.keepdim = keepdim;
  }

  @Override
  public Tensor forward(Tensor x1, Tensor x2) {
    return torch.pairwise_distance(x1, x2, p, eps, keepdim);
  }

  @Override
  protected String expectedInput() {
    return "two of [N, D] or [D] that can be broadcast, floating-point";
  }
}
