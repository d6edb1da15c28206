package torch4j.nn;

import java.util.Locale;
import org.bytedeco.pytorch.T_TensorTensor_T;
import org.bytedeco.pytorch.TensorVector;
import org.bytedeco.pytorch.global.torch;
import torch4j.Tensor;
import torch4j.internal.Require;
import torch4j.nn.utils.rnn.PackedSequence;

/**
 * A multi-layer Elman RNN: at each time step {@code h = tanh(x W_ihᵀ + b_ih + h W_hhᵀ + b_hh)}.
 * Same as {@code torch.nn.RNN}.
 *
 * <p>Input {@code [L, N, inputSize]}, with batchFirst {@code [N, L, inputSize]}, or unbatched
 * {@code [L, inputSize]}, or a {@link PackedSequence}; of the weights' dtype. Python's call returns
 * output and state, which is {@code callWithState} here; {@code call} returns the output alone.
 */
public final class RNN extends HiddenStateLayer {
  /** The nonlinearity of an RNN. */
  public enum Nonlinearity {
    /** The hyperbolic tangent. */
    TANH,
    /** {@code max(0, x)}. */
    RELU;

    /** The name in Python: tanh, relu. */
    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /**
   * The output of an {@link RNN} or a {@link GRU}.
   *
   * @param output the last layer's hidden state at each time step, {@code [L, N, directions *
   *     hiddenSize]}
   * @param state the final hidden state of each layer, {@code [numLayers * directions, N,
   *     hiddenSize]}: Python's {@code h_n}
   */
  public record Output(Tensor output, Tensor state) {
    /** Checks that no component is null. */
    public Output {
      Require.nonNull(output, "output", "a tensor");
      Require.nonNull(state, "state", "a tensor");
    }
  }

  /**
   * The output of an {@link RNN} or a {@link GRU} for a packed input.
   *
   * @param output the last layer's hidden state at each time step
   * @param state the final hidden state of each layer and sequence, in the order of the sequences
   *     before packing: Python's {@code h_n}
   */
  public record PackedOutput(PackedSequence output, Tensor state) {
    /** Checks that no component is null. */
    public PackedOutput {
      Require.nonNull(output, "output", "a packed sequence");
      Require.nonNull(state, "state", "a tensor");
    }
  }

  /** PyTorch's defaults. */
  public static RecurrentOptions options() {
    return RecurrentOptions.DEFAULT;
  }

  /** One layer with PyTorch's defaults. */
  public RNN(long inputSize, long hiddenSize) {
    this(inputSize, hiddenSize, options());
  }

  /**
   * Layers with all options.
   *
   * @param inputSize the number of expected features in the input
   * @param hiddenSize the number of features in the hidden state
   * @throws IllegalArgumentException if a size is not positive, or {@code projSize} is not 0
   */
  public RNN(long inputSize, long hiddenSize, RecurrentOptions options) {
    super(1, inputSize, hiddenSize, options);
  }

  @Override
  T_TensorTensor_T operator(Tensor input, Tensor hx, TensorVector weights) {
    RecurrentOptions o = options;
    return o.nonlinearity() == Nonlinearity.TANH
        ? torch.rnn_tanh(
            input.unwrap(),
            hx.unwrap(),
            weights,
            o.bias(),
            o.numLayers(),
            o.dropout(),
            isTraining(),
            o.bidirectional(),
            o.batchFirst())
        : torch.rnn_relu(
            input.unwrap(),
            hx.unwrap(),
            weights,
            o.bias(),
            o.numLayers(),
            o.dropout(),
            isTraining(),
            o.bidirectional(),
            o.batchFirst());
  }

  @Override
  T_TensorTensor_T operator(Tensor data, Tensor batchSizes, Tensor hx, TensorVector weights) {
    RecurrentOptions o = options;
    return o.nonlinearity() == Nonlinearity.TANH
        ? torch.rnn_tanh(
            data.unwrap(),
            batchSizes.unwrap(),
            hx.unwrap(),
            weights,
            o.bias(),
            o.numLayers(),
            o.dropout(),
            isTraining(),
            o.bidirectional())
        : torch.rnn_relu(
            data.unwrap(),
            batchSizes.unwrap(),
            hx.unwrap(),
            weights,
            o.bias(),
            o.numLayers(),
            o.dropout(),
            isTraining(),
            o.bidirectional());
  }
}
