package torch4j.nn.functional;

import org.bytedeco.pytorch.Tensor;

/**
 * What {@code F.scaled_dot_product_attention} takes beside query, key and value, with its defaults.
 *
 * @param attnMask bool, true where a query may look; or numbers that are added to the scores; null
 *     for none
 * @param dropoutP how many of the weights are dropped, training or not
 * @param isCausal whether no query may look at later keys; then there is no mask
 * @param scale the factor of the scores; null for 1 / sqrt of the query's last dimension
 * @param enableGqa whether several heads of the query share one of key and value
 */
public record AttentionOptions(
    Tensor attnMask, double dropoutP, boolean isCausal, Double scale, boolean enableGqa) {
  /** PyTorch's defaults. */
  public static final AttentionOptions DEFAULT = new AttentionOptions(null, 0, false, null, false);

  /** A mask: bool, true where a query may look, or numbers that are added to the scores. */
  public AttentionOptions attnMask(Tensor attnMask) {
    return new AttentionOptions(attnMask, dropoutP, isCausal, scale, enableGqa);
  }

  /** How many of the weights are dropped, training or not. */
  public AttentionOptions dropoutP(double dropoutP) {
    return new AttentionOptions(attnMask, dropoutP, isCausal, scale, enableGqa);
  }

  /** Whether no query may look at later keys. */
  public AttentionOptions isCausal(boolean isCausal) {
    return new AttentionOptions(attnMask, dropoutP, isCausal, scale, enableGqa);
  }

  /** The factor of the scores. */
  public AttentionOptions scale(double scale) {
    return new AttentionOptions(attnMask, dropoutP, isCausal, scale, enableGqa);
  }

  /** Whether several heads of the query share one of key and value. */
  public AttentionOptions enableGqa(boolean enableGqa) {
    return new AttentionOptions(attnMask, dropoutP, isCausal, scale, enableGqa);
  }
}
