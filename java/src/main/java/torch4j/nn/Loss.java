package torch4j.nn;

import org.bytedeco.pytorch.Tensor;

/**
 * The base of the losses: modules that compare an input with a target. Same as {@code
 * torch.nn.modules.loss._Loss}.
 */
public abstract class Loss extends Module {
  Loss(org.bytedeco.pytorch.Module impl) {
    super(impl);
  }

  /** Computes the loss. To be called through {@link #call(Tensor, Tensor)}. */
  public abstract Tensor forward(Tensor input, Tensor target);

  /**
   * Computes the loss. Same as {@code criterion(input, target)}.
   *
   * @return the loss, which belongs to the innermost open scope
   * @throws IllegalArgumentException if shapes or dtypes do not fit this loss
   * @throws IllegalStateException if a tensor is closed
   */
  public final Tensor call(Tensor input, Tensor target) {
    try {
      return forward(input, target);
    } catch (RuntimeException e) {
      throw explain(e, input, target);
    }
  }
}
