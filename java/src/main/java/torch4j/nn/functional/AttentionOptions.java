package torch4j.nn.functional;

import torch4j.Tensor;
import torch4j.processor.Withers;

/**
 * Options of {@code F.scaled_dot_product_attention} beside query, key and value, with its defaults.
 *
 * @param attnMask the attention mask, broadcastable to the attention weights: a bool mask in which
 *     true means that the element takes part in attention, or a float mask that is added to the
 *     attention scores; null for none
 * @param dropoutP the dropout probability, which applies in training and evaluation
 * @param isCausal whether to use a causal mask, the lower triangular one; requires that {@code
 *     attnMask} is null
 * @param scale the scaling factor applied prior to softmax; null for {@code 1 / sqrt(E)}
 * @param enableGqa whether grouped query attention is enabled: several query heads share a head of
 *     key and value
 */
@Withers
public record AttentionOptions(
    Tensor attnMask, double dropoutP, boolean isCausal, Double scale, boolean enableGqa)
    implements AttentionOptionsWithers {
  /** PyTorch's defaults. */
  public static final AttentionOptions DEFAULT = new AttentionOptions(null, 0, false, null, false);
}
