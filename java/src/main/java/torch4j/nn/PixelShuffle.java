package torch4j.nn;

import torch4j.Tensor;
import torch4j.nn.functional.F;

/**
 * Rearranges elements from {@code [*, C * r², H, W]} to {@code [*, C, H * r, W * r]}, where r is
 * the upscale factor. Same as {@code torch.nn.PixelShuffle}.
 */
public final class PixelShuffle extends Module {
  private final long upscaleFactor;

  /** A layer with this factor to increase spatial resolution by. */
  public PixelShuffle(long upscaleFactor) {
    this.upscaleFactor = upscaleFactor;
  }

  @Override
  public Tensor forward(Tensor input) {
    return F.pixelShuffle(input, upscaleFactor);
  }

  @Override
  protected String expectedInput() {
    return "[*, C, H, W] with C a multiple of " + upscaleFactor + "²";
  }

  @Override
  protected String extraRepr() {
    return "upscale_factor=" + upscaleFactor;
  }
}
