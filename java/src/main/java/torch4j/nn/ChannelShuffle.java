package torch4j.nn;

import torch4j.Tensor;
import torch4j.nn.functional.F;

/**
 * Divides the channels into groups and rearranges them. Same as {@code torch.nn.ChannelShuffle}:
 * input {@code [N, C, *]}.
 */
public final class ChannelShuffle extends Module {
  private final long groups;

  /** A layer with the number of groups to divide channels in. */
  public ChannelShuffle(long groups) {
    this.groups = groups;
  }

  @Override
  public Tensor forward(Tensor input) {
    return F.channelShuffle(input, groups);
  }

  @Override
  protected String expectedInput() {
    return "[N, C, *] with C a multiple of " + groups;
  }

  @Override
  protected String extraRepr() {
    return "groups=" + groups;
  }
}
