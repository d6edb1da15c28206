package torch4j.nn;

import torch4j.nn.functional.PadMode;
import torch4j.nn.functional.Sizes;

/**
 * Pads the input using replication of the input boundary. Same as {@code
 * torch.nn.ReplicationPad3d}: input {@code [N, C, D, H, W]} or {@code [C, D, H, W]}.
 */
public final class ReplicationPad3d extends PadLayer {
  /** With the same padding on all sides. */
  public ReplicationPad3d(long padding) {
    this(Sizes.of(padding));
  }

  /**
   * With a padding for each side: left, right, top, bottom, front, back; negative padding crops the
   * input.
   */
  public ReplicationPad3d(Sizes padding) {
    super(3, padding, PadMode.REPLICATE, null);
  }
}
