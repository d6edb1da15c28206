package torch4j.nn;

import java.util.List;
import org.bytedeco.pytorch.T_TensorTensor_T;
import org.bytedeco.pytorch.TensorVector;
import torch4j.Tensor;
import torch4j.internal.OwnedTensors;
import torch4j.internal.Require;
import torch4j.nn.utils.rnn.PackedSequence;

/** The base class of {@link RNN} and {@link GRU}, whose state is one tensor. */
abstract class HiddenStateLayer extends RecurrentLayer {
  HiddenStateLayer(long gates, long inputSize, long hiddenSize, RecurrentOptions options) {
    super(gates, inputSize, hiddenSize, withoutProjection(options));
  }

  @Override
  final long[] stateSizes() {
    return new long[] {hiddenSize};
  }

  /**
   * The output of each time step: Python's {@code layer(input)[0]}. {@link #callWithState(Tensor)}
   * also returns the final state.
   */
  @Override
  public final Tensor forward(Tensor input) {
    return compute(input, List.of()).get(0);
  }

  /**
   * The output of each time step, with this initial state: Python's {@code layer(input, hx)[0]}.
   */
  @Override
  public final Tensor forward(Tensor input, Tensor hx) {
    return compute(input, List.of(hx)).get(0);
  }

  /**
   * The output of each time step and the final state, with an initial state of zeros. Same as
   * {@code layer(input)}.
   *
   * @param input {@code [L, N, inputSize]}, {@code [N, L, inputSize]} if batchFirst, or unbatched
   *     {@code [L, inputSize]}
   * @throws IllegalArgumentException if the input's shape or dtype does not match
   */
  public final RNN.Output callWithState(Tensor input) {
    return callWithState(input, null);
  }

  /**
   * The output of each time step and the final state. Same as {@code layer(input, hx)}.
   *
   * @param hx the initial state, {@code [numLayers * directions, N, hiddenSize]}, without N if
   *     unbatched; null for zeros
   * @throws IllegalArgumentException if the shape or dtype of input or state does not match
   */
  public final RNN.Output callWithState(Tensor input, Tensor hx) {
    Require.nonNull(input, "input", "a tensor");
    return run(
        inputs -> {
          List<Tensor> result = compute(inputs.get(0), state(inputs.get(1)));
          return new RNN.Output(result.get(0), result.get(1));
        },
        input,
        hx);
  }

  /**
   * The output of each time step and the final state of each sequence, with an initial state of
   * zeros. Same as {@code layer(packed)}.
   *
   * @throws IllegalArgumentException if the input's shape or dtype does not match
   */
  public final RNN.PackedOutput callWithState(PackedSequence input) {
    return callWithState(input, null);
  }

  /**
   * The output of each time step and the final state of each sequence. Same as {@code layer(packed,
   * hx)}.
   *
   * @param hx the initial state, in the order of the sequences before packing; null for zeros
   * @throws IllegalArgumentException if the shape or dtype of input or state does not match
   */
  public final RNN.PackedOutput callWithState(PackedSequence input, Tensor hx) {
    Require.nonNull(input, "input", "a packed sequence");
    return run(
        inputs -> {
          PackedSequence packed = input.withData(inputs.get(0));
          List<Tensor> result = compute(packed, state(inputs.get(1)));
          return new RNN.PackedOutput(packed.withData(result.get(0)), result.get(1));
        },
        input.data(),
        hx);
  }

  private static List<Tensor> state(Tensor hx) {
    return hx == null ? List.of() : List.of(hx);
  }

  @Override
  final List<Tensor> operator(Tensor input, List<Tensor> hx, TensorVector weights) {
    return OwnedTensors.of(operator(input, hx.get(0), weights));
  }

  @Override
  final List<Tensor> operator(
      Tensor data, Tensor batchSizes, List<Tensor> hx, TensorVector weights) {
    return OwnedTensors.of(operator(data, batchSizes, hx.get(0), weights));
  }

  abstract T_TensorTensor_T operator(Tensor input, Tensor hx, TensorVector weights);

  abstract T_TensorTensor_T operator(
      Tensor data, Tensor batchSizes, Tensor hx, TensorVector weights);
}
