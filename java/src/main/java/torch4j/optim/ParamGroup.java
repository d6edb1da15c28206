package torch4j.optim;

import java.util.List;
import org.bytedeco.pytorch.Tensor;

/**
 * A group of an optimizer, as {@code optimizer.param_groups} has them: its options can be read and
 * replaced, and count from the next step on.
 *
 * @param <O> the optimizer's options
 */
public final class ParamGroup<O extends OptimizerOptions<O>> {
  private final List<Tensor> params;
  private O options;

  ParamGroup(List<Tensor> params, O options) {
    this.params = params;
    this.options = options;
  }

  /** The parameters. */
  public List<Tensor> params() {
    return params;
  }

  /** The options that the next step uses. */
  public O options() {
    return options;
  }

  /** Replaces the options. */
  public void options(O options) {
    this.options = options;
  }

  /** The learning rate. Same as {@code group['lr']}. */
  public double lr() {
    return options.lr();
  }

  /**
   * Sets the learning rate. Same as {@code group['lr'] = lr}.
   *
   * @throws IllegalArgumentException if it is negative
   */
  public void lr(double lr) {
    options = options.lr(lr);
  }
}
