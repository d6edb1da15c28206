package torch4j.nn;

import torch4j.processor.Withers;

/**
 * Options of {@link MultiheadAttention} beside its sizes, with PyTorch's defaults.
 *
 * @param dropout the dropout probability on the attention weights
 * @param bias whether the input and output projections have biases
 * @param addBiasKv whether to add biases to the key and value sequences at dimension 0
 * @param addZeroAttn whether to add a batch of zeros to the key and value sequences at dimension 1
 * @param kdim the number of features of the keys; null for {@code embedDim}
 * @param vdim the number of features of the values; null for {@code embedDim}
 * @param batchFirst whether tensors are {@code [N, L, E]} instead of {@code [L, N, E]}
 */
@Withers
public record MultiheadAttentionOptions(
    double dropout,
    boolean bias,
    boolean addBiasKv,
    boolean addZeroAttn,
    Long kdim,
    Long vdim,
    boolean batchFirst)
    implements MultiheadAttentionOptionsWithers {
  /** PyTorch's defaults. */
  public static final MultiheadAttentionOptions DEFAULT =
      new MultiheadAttentionOptions(0, true, false, false, null, null, false);
}
