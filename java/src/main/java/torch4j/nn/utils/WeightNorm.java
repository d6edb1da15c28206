package torch4j.nn.utils;

import java.util.List;
import torch4j.Tensor;
import torch4j.Torch;
import torch4j.nn.Parametrization;

/** Computes a weight from its magnitude and its direction. */
final class WeightNorm extends Parametrization {
  private final long dim;

  WeightNorm(long dim) {
    super("_WeightNorm");
    this.dim = dim;
  }

  // The formula of torch._weight_norm, an operator that the presets do not have.
  @Override
  public Tensor forward(Tensor magnitude, Tensor direction) {
    return direction.mul(magnitude.div(Torch.normExceptDim(direction, 2, dim)));
  }

  @Override
  public List<Tensor> rightInverse(Tensor weight) {
    return List.of(Torch.normExceptDim(weight, 2, dim), weight);
  }
}
