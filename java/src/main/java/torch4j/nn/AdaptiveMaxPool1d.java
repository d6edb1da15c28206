package torch4j.nn;

import org.bytedeco.pytorch.Tensor;
import torch4j.nn.functional.F;
import torch4j.nn.functional.Pooled;
import torch4j.nn.functional.Sizes;

/**
 * The maximum of each of as many windows as the output shall have elements. Same as {@code
 * torch.nn.AdaptiveMaxPool1d}: input {@code [N, C, L]} or {@code [C, L]}. What Python returns with
 * {@code return_indices=True}, {@link #callWithIndices} does.
 */
public final class AdaptiveMaxPool1d extends AdaptiveMaxPoolLayer {
  /** Pools to a length. */
  public AdaptiveMaxPool1d(long outputSize) {
    super(1, Sizes.of(outputSize));
  }

  @Override
  public Tensor forward(Tensor input) {
    return F.adaptiveMaxPool1d(input, outputSize);
  }

  @Override
  Pooled pool(Tensor input) {
    return F.adaptiveMaxPool1dWithIndices(input, outputSize);
  }
}
