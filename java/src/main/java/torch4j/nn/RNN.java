package torch4j.nn;

import java.util.Locale;
import org.bytedeco.pytorch.T_TensorTensor_T;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorVector;
import org.bytedeco.pytorch.global.torch;
import torch4j.internal.Require;
import torch4j.nn.utils.rnn.PackedSequence;

/**
 * Elman's recurrent layer: {@code h = tanh(x W_ihᵀ + b_ih + h W_hhᵀ + b_hh)}, step by step. Same as
 * {@code torch.nn.RNN}.
 *
 * <p>Input {@code [L, N, inputSize]}, with batchFirst {@code [N, L, inputSize]}, or one sequence
 * {@code [L, inputSize]}, or a {@link PackedSequence}; of the weights' dtype. Python's call returns
 * output and state, which is {@code callWithState} here; {@code call} returns the output alone.
 */
public final class RNN extends HiddenStateLayer {
  /** What follows the sum. */
  public enum Nonlinearity {
    /** The hyperbolic tangent. */
    TANH,
    /** {@code max(0, x)}. */
    RELU;

    /** As Python names it: tanh, relu. */
    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /**
   * What an {@link RNN} or a {@link GRU} computes.
   *
   * @param output the last layer's state at each step, {@code [L, N, directions * hiddenSize]}
   * @param state the state of each layer after the last step, {@code [numLayers * directions, N,
   *     hiddenSize]}: Python's {@code h_n}
   */
  public record Output(Tensor output, Tensor state) {
    /** Checks that nothing is missing. */
    public Output {
      Require.nonNull(output, "output", "a tensor");
      Require.nonNull(state, "state", "a tensor");
    }
  }

  /**
   * What an {@link RNN} or a {@link GRU} computes from a packed input.
   *
   * @param output the last layer's state at each step
   * @param state the state of each layer after the last step of each sequence, in the order before
   *     packing: Python's {@code h_n}
   */
  public record PackedOutput(PackedSequence output, Tensor state) {
    /** Checks that nothing is missing. */
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
   * @throws IllegalArgumentException if a size is not positive, or there is a projection
   */
  public RNN(long inputSize, long hiddenSize, RecurrentOptions options) {
    super(1, inputSize, hiddenSize, options);
  }

  @Override
  T_TensorTensor_T operator(Tensor input, Tensor hx, TensorVector weights) {
    RecurrentOptions o = options;
    return o.nonlinearity() == Nonlinearity.TANH
        ? torch.rnn_tanh(
            input,
            hx,
            weights,
            o.bias(),
            o.numLayers(),
            o.dropout(),
            isTraining(),
            o.bidirectional(),
            o.batchFirst())
        : torch.rnn_relu(
            input,
            hx,
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
            data,
            batchSizes,
            hx,
            weights,
            o.bias(),
            o.numLayers(),
            o.dropout(),
            isTraining(),
            o.bidirectional())
        : torch.rnn_relu(
            data,
            batchSizes,
            hx,
            weights,
            o.bias(),
            o.numLayers(),
            o.dropout(),
            isTraining(),
            o.bidirectional());
  }
}
