package torch4j.nn;

import torch4j.Tensor;

/**
 * The base class of modules that take one input of any type, or return another value than a tensor:
 * the tuples of Python are records.
 *
 * <pre>{@code
 * record Output(Tensor logits, Tensor value) {}
 *
 * final class Policy extends FunctionModule<Tensor, Output> {
 *   private final Linear action = new Linear(4, 2);
 *   private final Linear value = new Linear(4, 1);
 *
 *   @Override
 *   public Output forwardAll(Tensor x) {
 *     return new Output(action.call(x), value.call(x));
 *   }
 * }
 * }</pre>
 *
 * <p>In all else it is a {@link Module}. Hooks get the tensors in the input, and may replace them.
 *
 * @param <A> the input: a tensor, or a record or list with tensors
 * @param <R> the output: usually a record of tensors
 */
public abstract class FunctionModule<A, R> extends Module {
  /** A module without parameters. */
  protected FunctionModule() {}

  /**
   * Computes this module's output. Overridden as {@code forward} is in Python, and called through
   * {@link #callAll}.
   */
  public abstract R forwardAll(A input);

  /**
   * Computes this module's output. Same as {@code module(input)}.
   *
   * @throws IllegalArgumentException if the input is null, or a shape or dtype does not match a
   *     layer; the message names the layer
   * @throws IllegalStateException if a tensor is closed
   * @throws torch4j.TorchException if LibTorch fails for another reason
   */
  public final R callAll(A input) {
    if (input == null) {
      throw new IllegalArgumentException(typeName() + ": input: got null, expected a value");
    }
    Tensor[] tensors = OutputTensors.tensors(input).toArray(Tensor[]::new);
    return run(
        given -> forwardAll(hooks.isEmpty() ? input : OutputTensors.with(input, given)), tensors);
  }
}
