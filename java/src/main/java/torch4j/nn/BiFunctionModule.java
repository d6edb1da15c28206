package torch4j.nn;

import java.util.Arrays;
import java.util.List;
import torch4j.Tensor;

/**
 * The base class of modules that take two inputs of any type, or return another value than a
 * tensor: the tuples of Python are records.
 *
 * <pre>{@code
 * final class LanguageModel extends BiFunctionModule<Tensor, LSTM.State, LSTM.Output> {
 *   private final Embedding encoder = new Embedding(1000, 64);
 *   private final LSTM lstm = new LSTM(64, 128);
 *   private final Linear decoder = new Linear(128, 1000);
 *
 *   @Override
 *   public LSTM.Output forwardAll(Tensor tokens, LSTM.State state) {
 *     LSTM.Output out = lstm.callWithState(encoder.call(tokens), state);
 *     return new LSTM.Output(decoder.call(out.output()), out.state());
 *   }
 * }
 * }</pre>
 *
 * <p>In all else it is a {@link Module}. Hooks get the tensors in the inputs, and may replace them.
 *
 * @param <A> the first input: a tensor, or a record or list with tensors
 * @param <B> the second input, which may be null: a tensor, or a record or list with tensors
 * @param <R> the output: usually a record of tensors
 */
public abstract class BiFunctionModule<A, B, R> extends Module {
  /** A module without parameters. */
  protected BiFunctionModule() {}

  /**
   * Computes this module's output. Overridden as {@code forward} is in Python, and called through
   * {@link #callAll}.
   */
  public abstract R forwardAll(A first, B second);

  /**
   * Computes this module's output. Same as {@code module(first, second)}.
   *
   * @param second null for Python's {@code None}
   * @throws IllegalArgumentException if the first input is null, or a shape or dtype does not match
   *     a layer; the message names the layer
   * @throws IllegalStateException if a tensor is closed
   * @throws torch4j.TorchException if LibTorch fails for another reason
   */
  @SuppressWarnings("unchecked") // the inputs' own classes
  public final R callAll(A first, B second) {
    if (first == null) {
      throw new IllegalArgumentException(typeName() + ": first: got null, expected a value");
    }
    List<Object> inputs = Arrays.asList(first, second);
    Tensor[] tensors = OutputTensors.tensors(inputs).toArray(Tensor[]::new);
    return run(
        given -> {
          if (hooks.isEmpty()) {
            return forwardAll(first, second);
          }
          List<Object> changed = OutputTensors.with(inputs, given);
          return forwardAll((A) changed.get(0), (B) changed.get(1));
        },
        tensors);
  }
}
