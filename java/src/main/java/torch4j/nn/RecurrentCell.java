package torch4j.nn;

import torch4j.Tensor;
import torch4j.internal.TensorDescription;
import torch4j.nn.init.Init;

/** The base class of the RNN cells. Same as {@code torch.nn.RNNCellBase}. */
abstract class RecurrentCell extends Module {
  final long inputSize;
  final long hiddenSize;
  final boolean bias;

  RecurrentCell(long chunks, long inputSize, long hiddenSize, boolean bias) {
    this.inputSize = inputSize;
    this.hiddenSize = hiddenSize;
    this.bias = bias;
    registerParameter("weight_ih", empty(chunks * hiddenSize, inputSize));
    registerParameter("weight_hh", empty(chunks * hiddenSize, hiddenSize));
    registerParameter("bias_ih", bias ? empty(chunks * hiddenSize) : null);
    registerParameter("bias_hh", bias ? empty(chunks * hiddenSize) : null);
    resetParameters();
  }

  /** Re-initializes the parameters. Same as {@code reset_parameters}. */
  public final void resetParameters() {
    double bound = hiddenSize > 0 ? 1 / Math.sqrt((double) hiddenSize) : 0;
    parameters().forEach(parameter -> Init.uniform_(parameter, -bound, bound));
  }

  /** The input-hidden weights, {@code [gates * hiddenSize, inputSize]}. */
  public final Tensor weightIh() {
    return parameter("weight_ih");
  }

  /** The hidden-hidden weights, {@code [gates * hiddenSize, hiddenSize]}. */
  public final Tensor weightHh() {
    return parameter("weight_hh");
  }

  /** The input-hidden bias, {@code [gates * hiddenSize]}, or null without one. */
  public final Tensor biasIh() {
    return parameter("bias_ih");
  }

  /** The hidden-hidden bias, {@code [gates * hiddenSize]}, or null without one. */
  public final Tensor biasHh() {
    return parameter("bias_hh");
  }

  /** Requires a batch of vectors, or one vector. */
  final void requireVectors(String name, Tensor tensor, Tensor... inputs) {
    if (tensor.dim() != 1 && tensor.dim() != 2) {
      throw invalidInput(
          "Expected " + name + " to be 1D or 2D, got " + tensor.dim() + "D instead", inputs);
    }
  }

  /** A state of zeros for this batch. */
  final Tensor zeros(Tensor batch) {
    return batch.newZeros(new long[] {batch.size(0), hiddenSize});
  }

  @Override
  protected final String expectedInput() {
    return "[N, " + inputSize + "] or [" + inputSize + "] " + TensorDescription.dtype(weightIh());
  }

  /** The nonlinearity in the repr of an RNN cell; "" for others. */
  String nonlinearityRepr() {
    return "";
  }

  @Override
  protected final String extraRepr() {
    return inputSize + ", " + hiddenSize + (bias ? "" : ", bias=False") + nonlinearityRepr();
  }
}
