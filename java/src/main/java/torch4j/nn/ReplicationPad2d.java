package torch4j.nn;

import torch4j.nn.functional.PadMode;
import torch4j.nn.functional.Sizes;

/**
 * Pads the input using replication of the input boundary. Same as {@code
 * torch.nn.ReplicationPad2d}: input {@code [N, C, H, W]} or {@code [C, H, W]}.
 */
public final class ReplicationPad2d extends PadLayer {
  /** With the same padding on all sides. */
  public ReplicationPad2d(long padding) {
    this(Sizes.of(padding));
  }

  /** With a padding for each side: left, right, top, bottom; negative padding crops the input. */
  public ReplicationPad2d(Sizes padding) {
    super(2, padding, PadMode.REPLICATE, null);
  }
}
