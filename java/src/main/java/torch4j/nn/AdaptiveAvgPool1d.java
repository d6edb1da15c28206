package torch4j.nn;

import org.bytedeco.pytorch.Tensor;
import torch4j.nn.functional.F;
import torch4j.nn.functional.Sizes;

/**
 * The mean of each of as many windows as the output shall have elements. Same as {@code
 * torch.nn.AdaptiveAvgPool1d}: input {@code [N, C, L]} or {@code [C, L]}.
 */
public final class AdaptiveAvgPool1d extends AdaptiveAvgPoolLayer {
  /** Pools to a length. */
  public AdaptiveAvgPool1d(long outputSize) {
    super(1, Sizes.of(outputSize));
  }

  @Override
  public Tensor forward(Tensor input) {
    return F.adaptiveAvgPool1d(input, outputSize);
  }
}
