package torch4j.nn;

import torch4j.internal.Require;
import torch4j.processor.Withers;

/**
 * Options of {@link RNN}, {@link LSTM} and {@link GRU} beside their sizes, with PyTorch's defaults.
 *
 * @param numLayers the number of recurrent layers
 * @param nonlinearity the nonlinearity of an RNN: tanh or relu
 * @param bias whether the layers have the biases {@code b_ih} and {@code b_hh}
 * @param batchFirst whether the input and output tensors are {@code [N, L, H]} instead of {@code
 *     [L, N, H]}; does not apply to hidden states
 * @param dropout the dropout probability on the outputs of each layer except the last
 * @param bidirectional whether the network is bidirectional
 * @param projSize if greater than 0, an LSTM with projections of this size
 */
@Withers
public record RecurrentOptions(
    long numLayers,
    RNN.Nonlinearity nonlinearity,
    boolean bias,
    boolean batchFirst,
    double dropout,
    boolean bidirectional,
    long projSize)
    implements RecurrentOptionsWithers {
  /** PyTorch's defaults. */
  public static final RecurrentOptions DEFAULT =
      new RecurrentOptions(1, RNN.Nonlinearity.TANH, true, false, 0, false, 0);

  /** Checks the values. */
  public RecurrentOptions {
    Require.nonNull(nonlinearity, "nonlinearity", "a nonlinearity");
    if (numLayers <= 0) {
      throw new IllegalArgumentException("numLayers: got " + numLayers + ", expected > 0");
    }
    if (!(dropout >= 0 && dropout <= 1)) {
      throw new IllegalArgumentException(
          "dropout: got " + dropout + ", expected a probability between 0 and 1");
    }
    if (projSize < 0) {
      throw new IllegalArgumentException("projSize: got " + projSize + ", expected >= 0");
    }
  }
}
