package torch4j.training.metrics;

import java.util.Map;
import torch4j.DType;
import torch4j.Tensor;
import torch4j.Torch;
import torch4j.internal.TensorDescription;

/**
 * The share of the target's variance that is predicted: 1 for perfect predictions, 0 for the mean.
 * Same as {@code torchmetrics.R2Score} with {@code multioutput="uniform_average"}; where the target
 * is constant, it is 1 for perfect predictions and 0 for others, as with scikit-learn.
 */
public final class R2Score extends ErrorMetric {
  private static final String SQUARES = "sum_squared_target";
  private static final String SUM = "sum_target";
  private static final String RESIDUAL = "residual";
  // The variance is a difference of sums: below this share of them it is rounding.
  private static final double ROUNDING = 1e-14;

  private final int numOutputs;

  /** Of one output: predictions and target have one dimension. */
  public R2Score() {
    this(1);
  }

  /**
   * The mean over several outputs.
   *
   * @param numOutputs how many; predictions and target are {@code [N, numOutputs]}, or of one
   *     dimension for 1
   * @throws IllegalArgumentException if there is none
   */
  public R2Score(int numOutputs) {
    super("r2");
    if (numOutputs < 1) {
      throw new IllegalArgumentException("numOutputs: got " + numOutputs + ", expected >= 1");
    }
    this.numOutputs = numOutputs;
    for (String sum : new String[] {SQUARES, SUM, RESIDUAL}) {
      declare(sum, DType.float64, numOutputs);
    }
    declare(TOTAL, DType.int64);
  }

  @Override
  Object settings() {
    return numOutputs;
  }

  @Override
  void accumulate(Tensor predictions, Tensor target) {
    requireSameShape(predictions, target);
    boolean flat = target.dim() == 1 && numOutputs == 1;
    if (!flat && (target.dim() != 2 || target.size(1) != numOutputs)) {
      throw new IllegalArgumentException(
          "target: got "
              + TensorDescription.of(target)
              + ", expected [N, "
              + numOutputs
              + "]"
              + (numOutputs == 1 ? " or [N]" : ""));
    }
    Tensor rows = target.toDouble().reshape(-1, numOutputs);
    Tensor residual = predictions.toDouble().reshape(-1, numOutputs).sub(rows);
    add(SQUARES, rows.square().sum(0));
    add(SUM, rows.sum(0));
    add(RESIDUAL, residual.square().sum(0));
    add(TOTAL, target.size(0));
  }

  @Override
  Tensor result(Map<String, Tensor> sums) {
    long total = sums.get(TOTAL).itemLong();
    if (total < 2) {
      throw new IllegalStateException(
          name() + ": got " + total + " elements, expected at least 2; call update first");
    }
    Tensor squares = sums.get(SQUARES);
    Tensor residual = sums.get(RESIDUAL);
    Tensor variance = squares.sub(sums.get(SUM).square().div(total));
    Tensor constant = variance.le(squares.mul(ROUNDING));
    Tensor perfect = Torch.where(residual.eq(0L), 1.0, residual.mul(0.0));
    return Torch.where(constant, perfect, residual.div(variance).neg().add(1.0)).mean();
  }

  @Override
  public R2Score copy() {
    return copyInto(new R2Score(numOutputs));
  }
}
