package torch4j.nn;

import java.util.List;
import org.bytedeco.pytorch.TensorVector;
import org.bytedeco.pytorch.global.torch;
import torch4j.Tensor;
import torch4j.internal.OwnedTensors;

/**
 * A long short-term memory (LSTM) cell: one time step of an {@link LSTM}. Same as {@code
 * torch.nn.LSTMCell}. Python's call, which returns the pair of hidden and cell state, is {@code
 * callWithState} here.
 *
 * <p>Input {@code [N, inputSize]} or {@code [inputSize]}, states {@code [N, hiddenSize]} or {@code
 * [hiddenSize]}, of the weights' dtype.
 */
public final class LSTMCell extends RecurrentCell {
  /** A cell with biases. */
  public LSTMCell(long inputSize, long hiddenSize) {
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
  public LSTMCell(long inputSize, long hiddenSize, boolean bias) {
    super(4, inputSize, hiddenSize, bias);
  }

  /**
   * The next state, for a previous state of zeros. Same as {@code cell(input)}.
   *
   * @throws IllegalArgumentException if the input's shape or dtype does not match
   */
  public LSTM.State callWithState(Tensor input) {
    return callWithState(input, null);
  }

  /**
   * The next state. Same as {@code cell(input, (h, c))}.
   *
   * @param hx the previous state; null for zeros
   * @throws IllegalArgumentException if the shape or dtype of input or state does not match
   */
  public LSTM.State callWithState(Tensor input, LSTM.State hx) {
    return run(
        inputs -> step(inputs.get(0), inputs.get(1), inputs.get(2)),
        input,
        hx == null ? null : hx.h(),
        hx == null ? null : hx.c());
  }

  private LSTM.State step(Tensor input, Tensor h, Tensor c) {
    requireVectors("input", input, input);
    if (h != null) {
      requireVectors("hx[0]", h, input, h, c);
      requireVectors("hx[1]", c, input, h, c);
    }
    boolean batched = input.dim() == 2;
    Tensor batch = batched ? input : input.unsqueeze(0);
    Tensor zeros = h == null ? zeros(batch) : null;
    Tensor hidden = h == null ? zeros : batched ? h : h.unsqueeze(0);
    Tensor cell = h == null ? zeros : batched ? c : c.unsqueeze(0);
    LSTM.State result = operator(batch, new TensorVector(hidden.unwrap(), cell.unwrap()));
    return batched ? result : new LSTM.State(result.h().squeeze(0), result.c().squeeze(0));
  }

  private LSTM.State operator(Tensor batch, TensorVector hx) {
    List<Tensor> result =
        OwnedTensors.of(
            torch.lstm_cell(
                batch.unwrap(),
                hx,
                weightIh().unwrap(),
                weightHh().unwrap(),
                optionalParameter("bias_ih"),
                optionalParameter("bias_hh")));
    return new LSTM.State(result.get(0), result.get(1));
  }
}
