package torch4j.nn;

import torch4j.nn.functional.PadMode;
import torch4j.nn.functional.Sizes;

/**
 * Extends the input by its edge again and again. Same as {@code torch.nn.ReplicationPad3d}: input
 * {@code [N, C, D, H, W]} or {@code [C, D, H, W]}.
 */
public final class ReplicationPad3d extends PadLayer {
  /** The same padding on all sides. */
  public ReplicationPad3d(long padding) {
    this(Sizes.of(padding));
  }

  /** A padding for each side: left, right, top, bottom, front, back; a negative one cuts off. */
  public ReplicationPad3d(Sizes padding) {
    super(3, padding, PadMode.REPLICATE, null);
  }
}
