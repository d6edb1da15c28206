package torch4j.training.metrics;

import java.util.Arrays;
import torch4j.DType;
import torch4j.Tensor;
import torch4j.internal.TensorDescription;

/** A metric of numbers and what they should be. */
abstract class ErrorMetric extends SumMetric {
  static final String TOTAL = "total";

  ErrorMetric(String name) {
    super(name);
  }

  static void requireSameShape(Tensor predictions, Tensor target) {
    if (!Arrays.equals(predictions.shape(), target.shape())
        || predictions.dtype().isComplex()
        || target.dtype().isComplex()) {
      throw new IllegalArgumentException(
          "predictions: got "
              + TensorDescription.of(predictions)
              + " for a target of "
              + TensorDescription.of(target)
              + ", expected real numbers of the target's shape");
    }
  }

  /** The difference, in float32 at least. */
  static Tensor difference(Tensor predictions, Tensor target) {
    return wide(predictions).sub(wide(target));
  }

  /** As it is, or in a precision that sums can have. */
  static Tensor wide(Tensor tensor) {
    return switch (tensor.dtype()) {
      case float32, float64 -> tensor;
      case float16, bfloat16 -> tensor.to(DType.float32);
      default -> tensor.to(DType.float64);
    };
  }
}
