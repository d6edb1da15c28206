package torch4j.nn;

import org.bytedeco.pytorch.T_TensorTensor_T;
import org.bytedeco.pytorch.TensorVector;
import org.bytedeco.pytorch.global.torch;
import torch4j.Tensor;

/**
 * A multi-layer gated recurrent unit (GRU) RNN. Same as {@code torch.nn.GRU}.
 *
 * <p>Input {@code [L, N, inputSize]}, with batchFirst {@code [N, L, inputSize]}, or unbatched
 * {@code [L, inputSize]}, or a {@link torch4j.nn.utils.rnn.PackedSequence}; of the weights' dtype.
 * Python's call returns output and state, which is {@code callWithState} here; {@code call} returns
 * the output alone.
 */
public final class GRU extends HiddenStateLayer {
  /** PyTorch's defaults. */
  public static RecurrentOptions options() {
    return RecurrentOptions.DEFAULT;
  }

  /** One layer with PyTorch's defaults. */
  public GRU(long inputSize, long hiddenSize) {
    this(inputSize, hiddenSize, options());
  }

  /**
   * Layers with all options.
   *
   * @param inputSize the number of expected features in the input
   * @param hiddenSize the number of features in the hidden state
   * @throws IllegalArgumentException if a size is not positive, {@code projSize} is not 0, or the
   *     nonlinearity is not tanh
   */
  public GRU(long inputSize, long hiddenSize, RecurrentOptions options) {
    super(3, inputSize, hiddenSize, withTanh(options));
  }

  @Override
  T_TensorTensor_T operator(Tensor input, Tensor hx, TensorVector weights) {
    return torch.gru(
        input.unwrap(),
        hx.unwrap(),
        weights,
        options.bias(),
        options.numLayers(),
        options.dropout(),
        isTraining(),
        options.bidirectional(),
        options.batchFirst());
  }

  @Override
  T_TensorTensor_T operator(Tensor data, Tensor batchSizes, Tensor hx, TensorVector weights) {
    return torch.gru(
        data.unwrap(),
        batchSizes.unwrap(),
        hx.unwrap(),
        weights,
        options.bias(),
        options.numLayers(),
        options.dropout(),
        isTraining(),
        options.bidirectional());
  }
}
