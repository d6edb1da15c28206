package torch4j.nn;

import torch4j.Tensor;

/** The base class of {@link RNNCell} and {@link GRUCell}, whose state is one tensor. */
abstract class HiddenStateCell extends RecurrentCell {
  HiddenStateCell(long chunks, long inputSize, long hiddenSize, boolean bias) {
    super(chunks, inputSize, hiddenSize, bias);
  }

  /** Calls the operator of ATen for a batch and its hidden states. */
  abstract Tensor operator(Tensor batch, Tensor hx);

  /** The next hidden state, for a previous state of zeros. */
  @Override
  public final Tensor forward(Tensor input) {
    return forward(input, null);
  }

  /**
   * The next hidden state.
   *
   * @param input {@code [N, inputSize]} or {@code [inputSize]}
   * @param hx the previous hidden state, {@code [N, hiddenSize]} or {@code [hiddenSize]}; null for
   *     zeros
   */
  @Override
  public final Tensor forward(Tensor input, Tensor hx) {
    requireVectors("input", input, input);
    if (hx != null) {
      requireVectors("hidden", hx, input, hx);
    }
    boolean batched = input.dim() == 2;
    Tensor batch = batched ? input : input.unsqueeze(0);
    Tensor state = hx == null ? zeros(batch) : batched ? hx : hx.unsqueeze(0);
    Tensor result = operator(batch, state);
    return batched ? result : result.squeeze(0);
  }
}
