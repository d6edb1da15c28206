package torch4j.nn;

import java.util.List;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorVector;
import org.bytedeco.pytorch.global.torch;
import torch4j.internal.OwnedTensors;
import torch4j.internal.Require;
import torch4j.nn.utils.rnn.PackedSequence;

/**
 * Long short-term memory: a recurrent layer whose cells forget, take in and give out by gates. Same
 * as {@code torch.nn.LSTM}.
 *
 * <p>Input {@code [L, N, inputSize]}, with batchFirst {@code [N, L, inputSize]}, or one sequence
 * {@code [L, inputSize]}, or a {@link PackedSequence}; of the weights' dtype. Python's call returns
 * output and state, which is {@code callWithState} here; {@code call} returns the output alone.
 */
public final class LSTM extends RecurrentLayer {
  /**
   * An LSTM's state: Python's pair of {@code h} and {@code c}.
   *
   * @param h the hidden state of each layer, {@code [numLayers * directions, N, hiddenSize]}, or
   *     projSize in the place of hiddenSize; without N for one sequence
   * @param c the cell state of each layer, {@code [numLayers * directions, N, hiddenSize]}
   */
  public record State(Tensor h, Tensor c) {
    /** Checks that nothing is missing. */
    public State {
      Require.nonNull(h, "h", "a tensor");
      Require.nonNull(c, "c", "a tensor");
    }
  }

  /**
   * What an LSTM computes.
   *
   * @param output the last layer's hidden state at each step, {@code [L, N, directions *
   *     hiddenSize]}
   * @param state the state after the last step: Python's {@code (h_n, c_n)}
   */
  public record Output(Tensor output, State state) {
    /** Checks that nothing is missing. */
    public Output {
      Require.nonNull(output, "output", "a tensor");
      Require.nonNull(state, "state", "a state");
    }
  }

  /**
   * What an LSTM computes from a packed input.
   *
   * @param output the last layer's hidden state at each step
   * @param state the state after the last step of each sequence, in the order before packing:
   *     Python's {@code (h_n, c_n)}
   */
  public record PackedOutput(PackedSequence output, State state) {
    /** Checks that nothing is missing. */
    public PackedOutput {
      Require.nonNull(output, "output", "a packed sequence");
      Require.nonNull(state, "state", "a state");
    }
  }

  /** PyTorch's defaults. */
  public static RecurrentOptions options() {
    return RecurrentOptions.DEFAULT;
  }

  /** One layer with PyTorch's defaults. */
  public LSTM(long inputSize, long hiddenSize) {
    this(inputSize, hiddenSize, options());
  }

  /**
   * Layers with all options.
   *
   * @throws IllegalArgumentException if a size is not positive, the projection is not smaller than
   *     {@code hiddenSize}, or the nonlinearity is not tanh
   */
  public LSTM(long inputSize, long hiddenSize, RecurrentOptions options) {
    super(4, inputSize, hiddenSize, withTanh(options));
  }

  @Override
  long[] stateSizes() {
    return new long[] {realSize(), hiddenSize};
  }

  /**
   * The output of each step, without the state after the last one: Python's {@code lstm(input)[0]}.
   * For both see {@link #callWithState(Tensor)}.
   */
  @Override
  public Tensor forward(Tensor input) {
    return compute(input, List.of()).get(0);
  }

  /**
   * The output of each step and the state after the last one, from a state of zeros on. Same as
   * {@code lstm(input)}.
   *
   * @param input {@code [L, N, inputSize]}, {@code [N, L, inputSize]} if batchFirst, or one
   *     sequence {@code [L, inputSize]}
   * @throws IllegalArgumentException if the input's shape or dtype does not fit
   */
  public Output callWithState(Tensor input) {
    return callWithState(input, null);
  }

  /**
   * The output of each step and the state after the last one. Same as {@code lstm(input, (h_0,
   * c_0))}.
   *
   * @param hx the initial state; null for zeros
   * @throws IllegalArgumentException if the shape or dtype of input or state does not fit
   */
  public Output callWithState(Tensor input, State hx) {
    Require.nonNull(input, "input", "a tensor");
    return run(
        inputs -> {
          List<Tensor> result = compute(inputs.get(0), given(inputs));
          return new Output(result.get(0), new State(result.get(1), result.get(2)));
        },
        input,
        hx == null ? null : hx.h(),
        hx == null ? null : hx.c());
  }

  /**
   * The output of each step and the state after the last one of each sequence, from a state of
   * zeros on. Same as {@code lstm(packed)}.
   *
   * @throws IllegalArgumentException if the input's shape or dtype does not fit
   */
  public PackedOutput callWithState(PackedSequence input) {
    return callWithState(input, null);
  }

  /**
   * The output of each step and the state after the last one of each sequence. Same as {@code
   * lstm(packed, (h_0, c_0))}.
   *
   * @param hx the initial state, in the order before packing; null for zeros
   * @throws IllegalArgumentException if the shape or dtype of input or state does not fit
   */
  public PackedOutput callWithState(PackedSequence input, State hx) {
    Require.nonNull(input, "input", "a packed sequence");
    return run(
        inputs -> {
          PackedSequence packed = input.withData(inputs.get(0));
          List<Tensor> result = compute(packed, given(inputs));
          return new PackedOutput(
              packed.withData(result.get(0)), new State(result.get(1), result.get(2)));
        },
        input.data(),
        hx == null ? null : hx.h(),
        hx == null ? null : hx.c());
  }

  private static List<Tensor> given(List<Tensor> inputs) {
    return inputs.get(1) == null ? List.of() : inputs.subList(1, 3);
  }

  @Override
  List<Tensor> operator(Tensor input, List<Tensor> hx, TensorVector weights) {
    return OwnedTensors.of(
        torch.lstm(
            input,
            new TensorVector(hx.get(0), hx.get(1)),
            weights,
            options.bias(),
            options.numLayers(),
            options.dropout(),
            isTraining(),
            options.bidirectional(),
            options.batchFirst()));
  }

  @Override
  List<Tensor> operator(Tensor data, Tensor batchSizes, List<Tensor> hx, TensorVector weights) {
    return OwnedTensors.of(
        torch.lstm(
            data,
            batchSizes,
            new TensorVector(hx.get(0), hx.get(1)),
            weights,
            options.bias(),
            options.numLayers(),
            options.dropout(),
            isTraining(),
            options.bidirectional()));
  }
}
