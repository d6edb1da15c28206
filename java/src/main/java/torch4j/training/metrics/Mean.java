package torch4j.training.metrics;

import java.util.Map;
import torch4j.DType;
import torch4j.Tensor;
import torch4j.Torch;
import torch4j.internal.Require;
import torch4j.internal.TensorDescription;

/**
 * The mean of values, weighted or not: of losses by batch size, for instance. Same as {@code
 * torchmetrics.MeanMetric}, except that NaN is not left out.
 */
public final class Mean extends SumMetric {
  private static final String SUM = "mean_value";
  private static final String WEIGHT = "weight";

  /** A mean of nothing yet. */
  public Mean() {
    super("mean");
    declare(SUM, DType.float64);
    declare(WEIGHT, DType.float64);
  }

  @Override
  Object settings() {
    return "";
  }

  /** Adds all elements. */
  public void update(Tensor values) {
    Require.nonNull(values, "values", "a tensor");
    updateWith(values, Torch.scalarTensor(1.0));
  }

  /** Adds a number. */
  public void update(double value, double weight) {
    try (var scope = Torch.scope()) {
      updateWith(Torch.scalarTensor(value), Torch.scalarTensor(weight));
    }
  }

  /**
   * Adds all elements with weights.
   *
   * @param values the values
   * @param weights the weights, of the values' shape or one that is broadcast to it
   * @throws IllegalArgumentException if the shapes do not fit
   */
  @Override
  public void update(Tensor values, Tensor weights) {
    Require.nonNull(values, "values", "a tensor");
    Require.nonNull(weights, "weights", "a tensor");
    updateWith(values, weights);
  }

  @Override
  void accumulate(Tensor values, Tensor weights) {
    if (values.dtype().isComplex() || weights.dtype().isComplex() || !fits(values, weights)) {
      throw new IllegalArgumentException(
          "weights: got "
              + TensorDescription.of(weights)
              + " for values of "
              + TensorDescription.of(values)
              + ", expected real numbers of a shape that is broadcast to the values'");
    }
    Tensor weight = weights.detach().to(values.device(), DType.float64).expand(values.shape());
    add(SUM, values.toDouble().mul(weight).sum());
    add(WEIGHT, weight.sum());
  }

  private static boolean fits(Tensor values, Tensor weights) {
    long[] to = values.shape();
    long[] from = weights.shape();
    if (from.length > to.length) {
      return false;
    }
    for (int i = 1; i <= from.length; i++) {
      long size = from[from.length - i];
      if (size != 1 && size != to[to.length - i]) {
        return false;
      }
    }
    return true;
  }

  @Override
  Tensor result(Map<String, Tensor> sums) {
    if (sums.get(WEIGHT).itemDouble() == 0) {
      throw nothingSeen();
    }
    return sums.get(SUM).div(sums.get(WEIGHT));
  }

  @Override
  public Mean copy() {
    return copyInto(new Mean());
  }
}
