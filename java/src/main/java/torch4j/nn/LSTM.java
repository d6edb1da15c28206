package torch4j.nn;

import java.util.List;
import org.bytedeco.pytorch.TensorVector;
import org.bytedeco.pytorch.global.torch;
import torch4j.Tensor;
import torch4j.internal.OwnedTensors;
import torch4j.internal.Require;
import torch4j.nn.utils.rnn.PackedSequence;

/**
 * A multi-layer long short-term memory (LSTM) RNN. Same as {@code torch.nn.LSTM}.
 *
 * <p>Input {@code [L, N, inputSize]}, with batchFirst {@code [N, L, inputSize]}, or unbatched
 * {@code [L, inputSize]}, or a {@link PackedSequence}; of the weights' dtype. Python's call returns
 * output and state, which is {@code callWithState} here; {@code call} returns the output alone.
 */
public final class LSTM extends RecurrentLayer {
  /**
   * The state of an LSTM: Python's tuple of {@code h} and {@code c}.
   *
   * @param h the hidden state of each layer, {@code [numLayers * directions, N, hiddenSize]}, with
   *     projSize instead of hiddenSize if there are projections; without N if unbatched
   * @param c the cell state of each layer, {@code [numLayers * directions, N, hiddenSize]}
   */
  public record State(Tensor h, Tensor c) {
    /** Checks that no component is null. */
    public State {
      Require.nonNull(h, "h", "a tensor");
      Require.nonNull(c, "c", "a tensor");
    }
  }

  /**
   * The output of an LSTM.
   *
   * @param output the last layer's hidden state at each time step, {@code [L, N, directions *
   *     hiddenSize]}
   * @param state the final state: Python's {@code (h_n, c_n)}
   */
  public record Output(Tensor output, State state) {
    /** Checks that no component is null. */
    public Output {
      Require.nonNull(output, "output", "a tensor");
      Require.nonNull(state, "state", "a state");
    }
  }

  /**
   * The output of an LSTM for a packed input.
   *
   * @param output the last layer's hidden state at each time step
   * @param state the final state of each sequence, in the order of the sequences before packing:
   *     Python's {@code (h_n, c_n)}
   */
  public record PackedOutput(PackedSequence output, State state) {
    /** Checks that no component is null. */
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
   * @param inputSize the number of expected features in the input
   * @param hiddenSize the number of features in the hidden state
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
   * The output of each time step: Python's {@code lstm(input)[0]}. {@link #callWithState(Tensor)}
   * also returns the final state.
   */
  @Override
  public Tensor forward(Tensor input) {
    return compute(input, List.of()).get(0);
  }

  /**
   * The output of each time step and the final state, with an initial state of zeros. Same as
   * {@code lstm(input)}.
   *
   * @param input {@code [L, N, inputSize]}, {@code [N, L, inputSize]} if batchFirst, or unbatched
   *     {@code [L, inputSize]}
   * @throws IllegalArgumentException if the input's shape or dtype does not match
   */
  public Output callWithState(Tensor input) {
    return callWithState(input, null);
  }

  /**
   * The output of each time step and the final state. Same as {@code lstm(input, (h_0, c_0))}.
   *
   * @param hx the initial state; null for zeros
   * @throws IllegalArgumentException if the shape or dtype of input or state does not match
   */
  public Output callWithState(Tensor input, State hx) {
    Require.nonNull(input, "input", "a tensor");
    return run(
        inputs -> {
          List<Tensor> result = compute(inputs.get(0), stateTensors(inputs));
          return new Output(result.get(0), new State(result.get(1), result.get(2)));
        },
        input,
        hx == null ? null : hx.h(),
        hx == null ? null : hx.c());
  }

  /**
   * The output of each time step and the final state of each sequence, with an initial state of
   * zeros. Same as {@code lstm(packed)}.
   *
   * @throws IllegalArgumentException if the input's shape or dtype does not match
   */
  public PackedOutput callWithState(PackedSequence input) {
    return callWithState(input, null);
  }

  /**
   * The output of each time step and the final state of each sequence. Same as {@code lstm(packed,
   * (h_0, c_0))}.
   *
   * @param hx the initial state, in the order of the sequences before packing; null for zeros
   * @throws IllegalArgumentException if the shape or dtype of input or state does not match
   */
  public PackedOutput callWithState(PackedSequence input, State hx) {
    Require.nonNull(input, "input", "a packed sequence");
    return run(
        inputs -> {
          PackedSequence packed = input.withData(inputs.get(0));
          List<Tensor> result = compute(packed, stateTensors(inputs));
          return new PackedOutput(
              packed.withData(result.get(0)), new State(result.get(1), result.get(2)));
        },
        input.data(),
        hx == null ? null : hx.h(),
        hx == null ? null : hx.c());
  }

  private static List<Tensor> stateTensors(List<Tensor> inputs) {
    return inputs.get(1) == null ? List.of() : inputs.subList(1, 3);
  }

  @Override
  List<Tensor> operator(Tensor input, List<Tensor> hx, TensorVector weights) {
    return OwnedTensors.of(
        torch.lstm(
            input.unwrap(),
            new TensorVector(hx.get(0).unwrap(), hx.get(1).unwrap()),
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
            data.unwrap(),
            batchSizes.unwrap(),
            new TensorVector(hx.get(0).unwrap(), hx.get(1).unwrap()),
            weights,
            options.bias(),
            options.numLayers(),
            options.dropout(),
            isTraining(),
            options.bidirectional()));
  }
}
