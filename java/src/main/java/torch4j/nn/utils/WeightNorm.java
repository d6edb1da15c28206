package torch4j.nn.utils;

import java.util.List;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;
import torch4j.nn.Parametrization;

/** A weight as a length for each row, and a direction. */
final class WeightNorm extends Parametrization {
  private final long dim;

  WeightNorm(long dim) {
    super("_WeightNorm");
    this.dim = dim;
  }

  // LibTorch's own operator is not among the presets'; this is what it computes.
  @Override
  public Tensor forward(Tensor length, Tensor direction) {
    return direction.mul(length.div(torch.norm_except_dim(direction, 2, dim)));
  }

  @Override
  public List<Tensor> rightInverse(Tensor weight) {
    return List.of(torch.norm_except_dim(weight, 2, dim), weight);
  }
}
