package torch4j.nn;

import org.bytedeco.pytorch.Tensor;
import torch4j.nn.functional.F;

/**
 * Rearranges channels into a larger image. Same as {@code torch.nn.PixelShuffle}: input {@code [*,
 * C * factor², H, W]}.
 */
public final class PixelShuffle extends Module {
  private final long upscaleFactor;

  /** A layer by this factor. */
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
