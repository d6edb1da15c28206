package torch4j.nn;

/**
 * What {@link RNN}, {@link LSTM} and {@link GRU} take beside their sizes, with PyTorch's defaults.
 *
 * @param numLayers how many layers stand one upon another
 * @param nonlinearity what follows the sum; only an RNN has the choice
 * @param bias whether biases are learned
 * @param batchFirst whether the batch, and not the time, is a tensor's first dimension
 * @param dropout the probability of dropping an element between two layers
 * @param bidirectional whether a second layer each reads the sequence backwards
 * @param projSize the size to which an LSTM's hidden state is projected; 0 for no projection
 */
public record RecurrentOptions(
    long numLayers,
    RNN.Nonlinearity nonlinearity,
    boolean bias,
    boolean batchFirst,
    double dropout,
    boolean bidirectional,
    long projSize) {
  /** PyTorch's defaults. */
  public static final RecurrentOptions DEFAULT =
      new RecurrentOptions(1, RNN.Nonlinearity.TANH, true, false, 0, false, 0);

  /** Checks the values. */
  public RecurrentOptions {
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

  /** Another number of layers. */
  public RecurrentOptions numLayers(long numLayers) {
    return new RecurrentOptions(
        numLayers, nonlinearity, bias, batchFirst, dropout, bidirectional, projSize);
  }

  /** What follows the sum; only an RNN has the choice. */
  public RecurrentOptions nonlinearity(RNN.Nonlinearity nonlinearity) {
    return new RecurrentOptions(
        numLayers, nonlinearity, bias, batchFirst, dropout, bidirectional, projSize);
  }

  /** With or without biases. */
  public RecurrentOptions bias(boolean bias) {
    return new RecurrentOptions(
        numLayers, nonlinearity, bias, batchFirst, dropout, bidirectional, projSize);
  }

  /** Whether tensors are {@code [N, L, *]} and not {@code [L, N, *]}. */
  public RecurrentOptions batchFirst(boolean batchFirst) {
    return new RecurrentOptions(
        numLayers, nonlinearity, bias, batchFirst, dropout, bidirectional, projSize);
  }

  /** Another probability of dropping an element between two layers. */
  public RecurrentOptions dropout(double dropout) {
    return new RecurrentOptions(
        numLayers, nonlinearity, bias, batchFirst, dropout, bidirectional, projSize);
  }

  /** With or without layers that read the sequence backwards. */
  public RecurrentOptions bidirectional(boolean bidirectional) {
    return new RecurrentOptions(
        numLayers, nonlinearity, bias, batchFirst, dropout, bidirectional, projSize);
  }

  /** The size to which an LSTM's hidden state is projected. */
  public RecurrentOptions projSize(long projSize) {
    return new RecurrentOptions(
        numLayers, nonlinearity, bias, batchFirst, dropout, bidirectional, projSize);
  }
}
