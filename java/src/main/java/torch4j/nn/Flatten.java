package torch4j.nn;

import org.bytedeco.pytorch.FlattenImpl;
import org.bytedeco.pytorch.FlattenOptions;
import org.bytedeco.pytorch.Tensor;

/** Makes one dimension of several. Same as {@code torch.nn.Flatten}. */
public final class Flatten extends Module {
  private final FlattenImpl impl;
  private final long startDim;
  private final long endDim;

  /** Keeps the first (batch) dimension and flattens the others. */
  public Flatten() {
    this(1, -1);
  }

  /**
   * Flattens the dimensions from {@code startDim} to {@code endDim}, both included; negative ones
   * count from the end.
   */
  public Flatten(long startDim, long endDim) {
    this(startDim, endDim, build(() -> make(startDim, endDim)));
  }

  private Flatten(long startDim, long endDim, FlattenImpl impl) {
    super(impl);
    this.impl = impl;
    this.startDim = startDim;
    this.endDim = endDim;
  }

  private static FlattenImpl make(long startDim, long endDim) {
    var options = new FlattenOptions();
    options.start_dim().put(startDim);
    options.end_dim().put(endDim);
    return new FlattenImpl(options);
  }

  @Override
  public Tensor forward(Tensor input) {
    return impl.forward(input);
  }

  @Override
  String expectedInput() {
    return "a tensor with the dimensions " + startDim + " to " + endDim;
  }

  @Override
  protected String extraRepr() {
    return "start_dim=" + startDim + ", end_dim=" + endDim;
  }
}
