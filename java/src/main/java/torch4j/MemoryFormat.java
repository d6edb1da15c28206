package torch4j;

import org.bytedeco.pytorch.global.torch;

/** The order of a dense tensor's dimensions in memory. Same as {@code torch.memory_format}. */
public enum MemoryFormat {
  /** The last dimension's elements are next to each other. */
  contiguousFormat(torch.MemoryFormat.Contiguous),
  /** As the input's. */
  preserveFormat(torch.MemoryFormat.Preserve),
  /** Of {@code [N, C, H, W]}, the channels are next to each other. */
  channelsLast(torch.MemoryFormat.ChannelsLast),
  /** Of {@code [N, C, D, H, W]}, the channels are next to each other. */
  channelsLast3d(torch.MemoryFormat.ChannelsLast3d);

  private final torch.MemoryFormat raw;

  MemoryFormat(torch.MemoryFormat raw) {
    this.raw = raw;
  }

  /** The presets' value of this format. */
  public torch.MemoryFormat unwrap() {
    return raw;
  }
}
