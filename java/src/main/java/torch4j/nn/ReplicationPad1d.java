package torch4j.nn;

import torch4j.nn.functional.PadMode;
import torch4j.nn.functional.Sizes;

/**
 * Extends the input by its edge again and again. Same as {@code torch.nn.ReplicationPad1d}: input
 * {@code [N, C, L]} or {@code [C, L]}.
 */
public final class ReplicationPad1d extends PadLayer {
  /** The same padding on all sides. */
  public ReplicationPad1d(long padding) {
    this(Sizes.of(padding));
  }

  /** A padding for each side: left, right; a negative one cuts off. */
  public ReplicationPad1d(Sizes padding) {
    super(1, padding, PadMode.REPLICATE, null);
  }
}
