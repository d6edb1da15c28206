package torch4j.training.metrics;

import java.util.Map;
import torch4j.DType;
import torch4j.Tensor;

/** The mean of squared differences, or its root. Same as {@code torchmetrics.MeanSquaredError}. */
public final class MeanSquaredError extends ErrorMetric {
  private static final String SUM = "sum_squared_error";

  private final boolean squared;

  /** The mean of squares. */
  public MeanSquaredError() {
    this(true);
  }

  /**
   * The mean of squares, or its root.
   *
   * @param squared false for the root
   */
  public MeanSquaredError(boolean squared) {
    super(squared ? "mse" : "rmse");
    this.squared = squared;
    declare(SUM, DType.float64);
    declare(TOTAL, DType.int64);
  }

  @Override
  Object settings() {
    return squared;
  }

  @Override
  void accumulate(Tensor predictions, Tensor target) {
    requireSameShape(predictions, target);
    add(SUM, difference(predictions, target).square().sum(DType.float64));
    add(TOTAL, target.numel());
  }

  @Override
  Tensor result(Map<String, Tensor> sums) {
    if (sums.get(TOTAL).itemLong() == 0) {
      throw nothingSeen();
    }
    Tensor mean = sums.get(SUM).div(sums.get(TOTAL));
    return squared ? mean : mean.sqrt();
  }

  @Override
  public MeanSquaredError copy() {
    return copyInto(new MeanSquaredError(squared));
  }
}
