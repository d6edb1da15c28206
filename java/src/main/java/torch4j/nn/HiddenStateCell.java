package torch4j.nn;

import org.bytedeco.pytorch.Tensor;

/** What {@link RNNCell} and {@link GRUCell} share: their state is one tensor. */
abstract class HiddenStateCell extends RecurrentCell {
  HiddenStateCell(long chunks, long inputSize, long hiddenSize, boolean bias) {
    super(chunks, inputSize, hiddenSize, bias);
  }

  /** ATen's operator on a batch and its states. */
  abstract Tensor operator(Tensor batch, Tensor hx);

  /** The state after one step from a state of zeros. */
  @Override
  public final Tensor forward(Tensor input) {
    return forward(input, null);
  }

  /**
   * The state after one step.
   *
   * @param input {@code [N, inputSize]} or {@code [inputSize]}
   * @param hx the state before, {@code [N, hiddenSize]} or {@code [hiddenSize]}; null for zeros
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
