package torch4j.distributions;

import torch4j.Tensor;

/**
 * A {@link OneHotCategorical} whose samples have the gradients of the probabilities. Same as {@code
 * torch.distributions.OneHotCategoricalStraightThrough}.
 */
public final class OneHotCategoricalStraightThrough extends OneHotCategorical {

  /**
   * The distribution of these probabilities. Same as {@code
   * OneHotCategoricalStraightThrough(probs=probs)}.
   *
   * @throws IllegalArgumentException if one does not satisfy its constraint
   */
  public OneHotCategoricalStraightThrough(Tensor probs) {
    this(probs, true, null);
  }

  /**
   * The distribution of these probabilities. Same as {@code
   * OneHotCategoricalStraightThrough(probs=probs)}.
   *
   * @throws IllegalArgumentException if one does not satisfy its constraint
   */
  public static OneHotCategoricalStraightThrough ofProbs(Tensor probs) {
    return new OneHotCategoricalStraightThrough(probs, true, null);
  }

  /**
   * The distribution of these probabilities, which are checked only if the flag is set.
   *
   * @throws IllegalArgumentException if one does not satisfy its constraint
   */
  public static OneHotCategoricalStraightThrough ofProbs(Tensor probs, boolean validateArgs) {
    return new OneHotCategoricalStraightThrough(probs, true, validateArgs);
  }

  /**
   * The distribution of these logits. Same as {@code
   * OneHotCategoricalStraightThrough(logits=logits)}.
   *
   * @throws IllegalArgumentException if one does not satisfy its constraint
   */
  public static OneHotCategoricalStraightThrough ofLogits(Tensor logits) {
    return new OneHotCategoricalStraightThrough(logits, false, null);
  }

  /**
   * The distribution of these logits, which are checked only if the flag is set.
   *
   * @throws IllegalArgumentException if one does not satisfy its constraint
   */
  public static OneHotCategoricalStraightThrough ofLogits(Tensor logits, boolean validateArgs) {
    return new OneHotCategoricalStraightThrough(logits, false, validateArgs);
  }

  private OneHotCategoricalStraightThrough(Tensor given, boolean isProbs, Boolean validateArgs) {
    super(given, isProbs, validateArgs);
  }

  private OneHotCategoricalStraightThrough(
      OneHotCategoricalStraightThrough like, long... batchShape) {
    super(like, batchShape);
  }

  @Override
  public OneHotCategoricalStraightThrough expand(long... batchShape) {
    return new OneHotCategoricalStraightThrough(this, batchShape);
  }

  @Override
  public boolean hasRsample() {
    return true;
  }

  @Override
  public Tensor rsample(long... sampleShape) {
    Tensor samples = sample(sampleShape);
    return samples.add(probs().sub(probs().detach()));
  }
}
