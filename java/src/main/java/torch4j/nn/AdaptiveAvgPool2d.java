package torch4j.nn;

import org.bytedeco.pytorch.Tensor;
import torch4j.nn.functional.F;
import torch4j.nn.functional.Sizes;

/**
 * The mean of each of as many windows as the output shall have elements. Same as {@code
 * torch.nn.AdaptiveAvgPool2d}: input {@code [N, C, H, W]} or {@code [C, H, W]}.
 */
public final class AdaptiveAvgPool2d extends AdaptiveAvgPoolLayer {
  /** Pools to a square. */
  public AdaptiveAvgPool2d(long outputSize) {
    this(Sizes.of(outputSize));
  }

  /**
   * Pools to a size.
   *
   * @param outputSize one size for all dimensions, or one for each; {@link Sizes#INPUT} leaves a
   *     dimension as it is, as {@code None} does in Python
   * @throws IllegalArgumentException if there is another number of sizes
   */
  public AdaptiveAvgPool2d(Sizes outputSize) {
    super(2, outputSize);
  }

  @Override
  public Tensor forward(Tensor input) {
    return F.adaptiveAvgPool2d(input, outputSize);
  }
}
