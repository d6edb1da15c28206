package torch4j.training.metrics;

import java.util.Map;
import torch4j.DType;
import torch4j.Tensor;

/** The mean of absolute differences. Same as {@code torchmetrics.MeanAbsoluteError}. */
public final class MeanAbsoluteError extends ErrorMetric {
  private static final String SUM = "sum_abs_error";

  /** A metric without elements. */
  public MeanAbsoluteError() {
    super("mae");
    declare(SUM, DType.float64);
    declare(TOTAL, DType.int64);
  }

  @Override
  Object settings() {
    return "";
  }

  @Override
  void accumulate(Tensor predictions, Tensor target) {
    requireSameShape(predictions, target);
    add(SUM, difference(predictions, target).abs().sum(DType.float64));
    add(TOTAL, target.numel());
  }

  @Override
  Tensor result(Map<String, Tensor> sums) {
    if (sums.get(TOTAL).itemLong() == 0) {
      throw nothingSeen();
    }
    Tensor mean = sums.get(SUM).div(sums.get(TOTAL));
    return mean;
  }

  @Override
  public MeanAbsoluteError copy() {
    return copyInto(new MeanAbsoluteError());
  }
}
