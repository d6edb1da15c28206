package torch4j.nn;

import org.bytedeco.pytorch.global.torch;
import torch4j.Tensor;
import torch4j.internal.Require;

/**
 * An Elman RNN cell, one time step of an {@link RNN}: {@code h = tanh(x W_ihᵀ + b_ih + h W_hhᵀ +
 * b_hh)}. Same as {@code torch.nn.RNNCell}: {@code cell.call(input)} or {@code cell.call(input,
 * hx)}.
 *
 * <p>Input {@code [N, inputSize]} or {@code [inputSize]}, state and output {@code [N, hiddenSize]}
 * or {@code [hiddenSize]}, of the weights' dtype.
 */
public final class RNNCell extends HiddenStateCell {
  private final RNN.Nonlinearity nonlinearity;

  /** A cell with biases and tanh. */
  public RNNCell(long inputSize, long hiddenSize) {
    this(inputSize, hiddenSize, true);
  }

  /** A cell with or without biases, and tanh. */
  public RNNCell(long inputSize, long hiddenSize, boolean bias) {
    this(inputSize, hiddenSize, bias, RNN.Nonlinearity.TANH);
  }

  /**
   * A cell with or without biases.
   *
   * @param inputSize the number of expected features in the input
   * @param hiddenSize the number of features in the hidden state
   * @param bias whether the cell has the biases {@code b_ih} and {@code b_hh}
   * @param nonlinearity the nonlinearity to use
   * @throws IllegalArgumentException if a size is negative
   */
  public RNNCell(long inputSize, long hiddenSize, boolean bias, RNN.Nonlinearity nonlinearity) {
    super(1, inputSize, hiddenSize, bias);
    this.nonlinearity = Require.nonNull(nonlinearity, "nonlinearity", "a nonlinearity");
  }

  @Override
  Tensor operator(Tensor batch, Tensor hx) {
    return nonlinearity == RNN.Nonlinearity.TANH
        ? Tensor.wrap(
            torch.rnn_tanh_cell(
                batch.unwrap(),
                hx.unwrap(),
                weightIh().unwrap(),
                weightHh().unwrap(),
                optionalParameter("bias_ih"),
                optionalParameter("bias_hh")))
        : Tensor.wrap(
            torch.rnn_relu_cell(
                batch.unwrap(),
                hx.unwrap(),
                weightIh().unwrap(),
                weightHh().unwrap(),
                optionalParameter("bias_ih"),
                optionalParameter("bias_hh")));
  }

  @Override
  String nonlinearityRepr() {
    return nonlinearity == RNN.Nonlinearity.TANH ? "" : ", nonlinearity=" + nonlinearity;
  }
}
