package torch4j.nn;

import org.bytedeco.pytorch.global.torch;
import torch4j.Tensor;

/**
 * A gated recurrent unit (GRU) cell: one time step of a {@link GRU}. Same as {@code
 * torch.nn.GRUCell}: {@code cell.call(input)} or {@code cell.call(input, hx)}.
 *
 * <p>Input {@code [N, inputSize]} or {@code [inputSize]}, state and output {@code [N, hiddenSize]}
 * or {@code [hiddenSize]}, of the weights' dtype.
 */
public final class GRUCell extends HiddenStateCell {
  /** A cell with biases. */
  public GRUCell(long inputSize, long hiddenSize) {
    this(inputSize, hiddenSize, true);
  }

  /**
   * A cell with or without biases.
   *
   * @param inputSize the number of expected features in the input
   * @param hiddenSize the number of features in the hidden state
   * @param bias whether the cell has the biases {@code b_ih} and {@code b_hh}
   * @throws IllegalArgumentException if a size is negative
   */
  public GRUCell(long inputSize, long hiddenSize, boolean bias) {
    super(3, inputSize, hiddenSize, bias);
  }

  @Override
  Tensor operator(Tensor batch, Tensor hx) {
    return Tensor.wrap(
        torch.gru_cell(
            batch.unwrap(),
            hx.unwrap(),
            weightIh().unwrap(),
            weightHh().unwrap(),
            optionalParameter("bias_ih"),
            optionalParameter("bias_hh")));
  }
}
