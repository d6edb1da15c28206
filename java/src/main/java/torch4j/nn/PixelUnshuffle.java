package torch4j.nn;

import org.bytedeco.pytorch.Tensor;
import torch4j.nn.functional.F;

/**
 * Rearranges a larger image into channels. Same as {@code torch.nn.PixelUnshuffle}: input {@code
 * [*, C, H * factor, W * factor]}.
 */
public final class PixelUnshuffle extends Module {
  private final long downscaleFactor;

  /** A layer by this factor. */
  public PixelUnshuffle(long downscaleFactor) {
    this.downscaleFactor = downscaleFactor;
  }

  @Override
  public Tensor forward(Tensor input) {
    return F.pixelUnshuffle(input, downscaleFactor);
  }

  @Override
  protected String expectedInput() {
    return "[*, C, H, W] with H and W multiples of " + downscaleFactor;
  }

  @Override
  protected String extraRepr() {
    return "downscale_factor=" + downscaleFactor;
  }
}
