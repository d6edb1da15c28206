package torch4j.nn;

/**
 * What {@link MultiheadAttention} takes beside its sizes, with PyTorch's defaults.
 *
 * @param dropout the probability of dropping an attention weight while training
 * @param bias whether the projections have biases
 * @param addBiasKv whether a learned key and value are added to each sequence
 * @param addZeroAttn whether a key and value of zeros are added to each sequence
 * @param kdim the keys' number of features; null for the queries'
 * @param vdim the values' number of features; null for the queries'
 * @param batchFirst whether the batch is a tensor's first dimension, and not the second
 */
public record MultiheadAttentionOptions(
    double dropout,
    boolean bias,
    boolean addBiasKv,
    boolean addZeroAttn,
    Long kdim,
    Long vdim,
    boolean batchFirst) {
  /** PyTorch's defaults. */
  public static final MultiheadAttentionOptions DEFAULT =
      new MultiheadAttentionOptions(0, true, false, false, null, null, false);

  /** Another probability of dropping an attention weight. */
  public MultiheadAttentionOptions dropout(double dropout) {
    return new MultiheadAttentionOptions(
        dropout, bias, addBiasKv, addZeroAttn, kdim, vdim, batchFirst);
  }

  /** With or without biases of the projections. */
  public MultiheadAttentionOptions bias(boolean bias) {
    return new MultiheadAttentionOptions(
        dropout, bias, addBiasKv, addZeroAttn, kdim, vdim, batchFirst);
  }

  /** With or without a learned key and value for each sequence. */
  public MultiheadAttentionOptions addBiasKv(boolean addBiasKv) {
    return new MultiheadAttentionOptions(
        dropout, bias, addBiasKv, addZeroAttn, kdim, vdim, batchFirst);
  }

  /** With or without a key and value of zeros for each sequence. */
  public MultiheadAttentionOptions addZeroAttn(boolean addZeroAttn) {
    return new MultiheadAttentionOptions(
        dropout, bias, addBiasKv, addZeroAttn, kdim, vdim, batchFirst);
  }

  /** Another number of features of the keys. */
  public MultiheadAttentionOptions kdim(long kdim) {
    return new MultiheadAttentionOptions(
        dropout, bias, addBiasKv, addZeroAttn, kdim, vdim, batchFirst);
  }

  /** Another number of features of the values. */
  public MultiheadAttentionOptions vdim(long vdim) {
    return new MultiheadAttentionOptions(
        dropout, bias, addBiasKv, addZeroAttn, kdim, vdim, batchFirst);
  }

  /** Whether tensors are {@code [N, L, E]} and not {@code [L, N, E]}. */
  public MultiheadAttentionOptions batchFirst(boolean batchFirst) {
    return new MultiheadAttentionOptions(
        dropout, bias, addBiasKv, addZeroAttn, kdim, vdim, batchFirst);
  }
}
