package torch4j.nn;

import org.bytedeco.pytorch.MSELossImpl;
import org.bytedeco.pytorch.MSELossOptions;
import org.bytedeco.pytorch.Tensor;

/** The squared difference of input and target, of one shape. Same as {@code torch.nn.MSELoss}. */
public final class MSELoss extends Loss {
  private final MSELossImpl impl;

  /** The mean of the squared differences. */
  public MSELoss() {
    this(Reduction.MEAN);
  }

  /** The squared differences, reduced or not. */
  public MSELoss(Reduction reduction) {
    this(build(() -> make(reduction)));
  }

  private MSELoss(MSELossImpl impl) {
    super(impl);
    this.impl = impl;
  }

  private static MSELossImpl make(Reduction reduction) {
    var options = new MSELossOptions();
    reduction.into(options.reduction());
    return new MSELossImpl(options);
  }

  @Override
  public Tensor forward(Tensor input, Tensor target) {
    return impl.forward(input, target);
  }

  @Override
  String expectedInput() {
    return "input and target of one shape (or shapes that broadcast) and dtype";
  }
}
