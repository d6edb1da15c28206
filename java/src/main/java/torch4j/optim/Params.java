package torch4j.optim;

import java.util.List;
import java.util.function.UnaryOperator;
import org.bytedeco.pytorch.Tensor;

/**
 * Parameters that shall become a group of an optimizer, with options of their own: Python's {@code
 * {'params': ..., 'lr': ...}}.
 *
 * <pre>{@code
 * new SGD(SGD.options().momentum(0.9), Params.of(features, o -> o.lr(0.001)), Params.of(classifier, o -> o.lr(0.01)))
 * }</pre>
 *
 * @param tensors the parameters
 * @param overrides makes the group's options of the optimizer's
 * @param <O> the optimizer's options
 */
public record Params<O>(List<Tensor> tensors, UnaryOperator<O> overrides) {
  /** Keeps a copy of the list. */
  public Params {
    tensors = List.copyOf(tensors);
  }

  /** A group with the optimizer's options. */
  public static <O> Params<O> of(List<Tensor> tensors) {
    return new Params<>(tensors, UnaryOperator.identity());
  }

  /** A group that overrides some of the optimizer's options. */
  public static <O> Params<O> of(List<Tensor> tensors, UnaryOperator<O> overrides) {
    return new Params<>(tensors, overrides);
  }
}
