package torch4j.nn.init;

import org.bytedeco.pytorch.GeneratorOptional;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;
import org.bytedeco.pytorch.global.torch.ScalarType;

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
    return (1 + Tensor.create(x / Math.sqrt(2)).erf().item_double()) / 2;
  }

  private void redrawBeyondBounds(Tensor tensor) {
    // The bounds rounded to the dtype, as the values are.
    var least = new Scalar(inDtypeOf(tensor, low));
    var most = new Scalar(inDtypeOf(tensor, high));
    Tensor result = normal(tensor);
    Tensor beyond = result.lt(least).bitwise_or(result.gt(most));
    while (beyond.any().item_bool()) {
      result = torch.where(beyond, normal(torch.empty_like(result)), result);
      beyond = result.lt(least).bitwise_or(result.gt(most));
    }
    tensor.copy_(result);
  }

  private Tensor normal(Tensor tensor) {
    tensor.normal_(mean, std, new GeneratorOptional());
    return tensor;
  }

  private static double inDtypeOf(Tensor tensor, double value) {
    return Tensor.create(value).to(tensor.scalar_type()).to(ScalarType.Double).item_double();
  }

  private void drawWithinBounds(Tensor tensor) {
    double mode = Math.max(low, Math.min(mean, high));
    double logPeak = -0.5 * ((mode - mean) / std * ((mode - mean) / std));
    Tensor candidates = torch.empty_like(tensor);
    Tensor accept = torch.empty_like(tensor);
    tensor.uniform_(low, high, new GeneratorOptional());
    candidates.copy_(tensor);
    Tensor pending = rejected(candidates, accept, logPeak);
    Tensor result = tensor;
    while (pending.any().item_bool()) {
      candidates.uniform_(low, high, new GeneratorOptional());
      result = torch.where(pending, candidates, result);
      pending = torch.where(pending, rejected(candidates, accept, logPeak), pending);
    }
    tensor.copy_(result);
  }

  private Tensor rejected(Tensor candidates, Tensor accept, double logPeak) {
    candidates
        .sub_(new Scalar(mean))
        .div_(new Scalar(std))
        .pow_(new Scalar(2))
        .mul_(new Scalar(-0.5))
        .sub_(new Scalar(logPeak));
    return accept.uniform_().log_().gt(candidates);
  }
}
