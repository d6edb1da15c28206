package torch4j.nn;

import torch4j.Tensor;
import torch4j.nn.functional.F;

/**
 * Reverses PixelShuffle: rearranges elements from {@code [*, C, H * r, W * r]} to {@code [*, C *
 * r², H, W]}, where r is the downscale factor. Same as {@code torch.nn.PixelUnshuffle}.
 */
public final class PixelUnshuffle extends Module {
  private final long downscaleFactor;

  /** A layer with this factor to decrease spatial resolution by. */
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
