package torch4j;

import org.bytedeco.pytorch.global.torch;

/** How a tensor's elements lie in memory. Same as {@code torch.layout}. */
public enum Layout {
  /** All elements, at regular distances. */
  strided(torch.Layout.Strided),
  /** Coordinates and values. Same as {@code torch.sparse_coo}. */
  sparseCoo(torch.Layout.Sparse),
  /** Compressed rows. */
  sparseCsr(torch.Layout.SparseCsr),
  /** Compressed columns. */
  sparseCsc(torch.Layout.SparseCsc),
  /** Compressed rows of blocks. */
  sparseBsr(torch.Layout.SparseBsr),
  /** Compressed columns of blocks. */
  sparseBsc(torch.Layout.SparseBsc);

  private final torch.Layout raw;

  Layout(torch.Layout raw) {
    this.raw = raw;
  }

  /** The presets' value of this layout. */
  public torch.Layout unwrap() {
    return raw;
  }

  static Layout wrap(torch.Layout raw) {
    for (Layout layout : values()) {
      if (layout.raw.value == raw.value) {
        return layout;
      }
    }
    throw new IllegalArgumentException(
        "layout: got " + raw.intern() + ", expected one of Layout's");
  }
}
