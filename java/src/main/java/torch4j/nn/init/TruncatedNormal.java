package torch4j.nn.init;

import org.bytedeco.pytorch.Scalar;
import torch4j.DType;
import torch4j.Tensor;
import torch4j.Torch;

/**
 * A normal distribution truncated to two bounds, with the algorithm of {@code torch.nn.init}: the
 * same seed gives the same values.
 */
record TruncatedNormal(double mean, double std, double low, double high) {
  // Above this probability of the range, normal values beyond the bounds are drawn again; below it,
  // uniform values are rejected, as in Python.
  private static final double MIN_PROBABILITY = 0.3;

  void fill(Tensor tensor) {
    double probability = normalCdf((high - mean) / std) - normalCdf((low - mean) / std);
    if (probability > MIN_PROBABILITY) {
      redrawBeyondBounds(tensor);
    } else {
      drawWithinBounds(tensor);
    }
  }

  private static double normalCdf(double x) {
    return (1
            + Tensor.wrap(org.bytedeco.pytorch.Tensor.create(x / Math.sqrt(2))).erf().itemDouble())
        / 2;
  }

  private void redrawBeyondBounds(Tensor tensor) {
    // The bounds rounded to the dtype, as the values are.
    var least = new Scalar(inDtypeOf(tensor, low));
    var most = new Scalar(inDtypeOf(tensor, high));
    Tensor result = normal(tensor);
    Tensor beyond =
        Tensor.wrap(result.unwrap().lt(least)).bitwiseOr(Tensor.wrap(result.unwrap().gt(most)));
    while (beyond.any().itemBoolean()) {
      result = Torch.where(beyond, normal(Torch.emptyLike(result)), result);
      beyond =
          Tensor.wrap(result.unwrap().lt(least)).bitwiseOr(Tensor.wrap(result.unwrap().gt(most)));
    }
    tensor.copy_(result);
  }

  private Tensor normal(Tensor tensor) {
    tensor.normal_(mean, std, null);
    return tensor;
  }

  private static double inDtypeOf(Tensor tensor, double value) {
    return Tensor.wrap(org.bytedeco.pytorch.Tensor.create(value))
        .to(tensor.dtype())
        .to(DType.float64)
        .itemDouble();
  }

  private void drawWithinBounds(Tensor tensor) {
    double mode = Math.max(low, Math.min(mean, high));
    double logPeak = -0.5 * ((mode - mean) / std * ((mode - mean) / std));
    Tensor candidates = Torch.emptyLike(tensor);
    Tensor accept = Torch.emptyLike(tensor);
    tensor.uniform_(low, high, null);
    candidates.copy_(tensor);
    Tensor pending = rejected(candidates, accept, logPeak);
    Tensor result = tensor;
    while (pending.any().itemBoolean()) {
      candidates.uniform_(low, high, null);
      result = Torch.where(pending, candidates, result);
      pending = Torch.where(pending, rejected(candidates, accept, logPeak), pending);
    }
    tensor.copy_(result);
  }

  private Tensor rejected(Tensor candidates, Tensor accept, double logPeak) {
    candidates.sub_(mean).div_(std).pow_(2).mul_(-0.5).sub_(logPeak);
    return accept.uniform_().log_().gt(candidates);
  }
}
