package torch4j.training.metrics;

import java.util.Arrays;
import java.util.Map;
import java.util.Objects;
import torch4j.DType;
import torch4j.Tensor;
import torch4j.Torch;
import torch4j.internal.TensorDescription;

/**
 * How many tokens a language model wavers between: the exponential of the mean negative
 * log-likelihood. Same as {@code torchmetrics.text.Perplexity}.
 */
public final class Perplexity extends SumMetric {
  private static final String SUM = "total_log_probs";
  private static final String COUNT = "count";
  private static final String INVALID = "invalid";

  private final Long ignoreIndex;

  /** Of all tokens. */
  public Perplexity() {
    this(null);
  }

  /**
   * Without the tokens that are this one in the target, such as the padding.
   *
   * @param ignoreIndex the token; null for none
   */
  public Perplexity(Long ignoreIndex) {
    super("perplexity");
    this.ignoreIndex = ignoreIndex;
    declare(SUM, DType.float64);
    declare(COUNT, DType.int64);
    declare(INVALID, DType.int64);
  }

  @Override
  Object settings() {
    return Objects.requireNonNullElse(ignoreIndex, "");
  }

  /**
   * Adds a batch.
   *
   * @param predictions the logits, {@code [..., V]}
   * @param target the tokens, of the same shape without the last dimension
   * @throws IllegalArgumentException if the shapes or dtypes are others
   */
  @Override
  public void update(Tensor predictions, Tensor target) {
    super.update(predictions, target);
  }

  @Override
  void accumulate(Tensor predictions, Tensor target) {
    requireShapes(predictions, target);
    long tokens = predictions.size(-1);
    Tensor token = target.toLong();
    Tensor kept = ignoreIndex == null ? Torch.onesLike(token).bool() : token.ne((long) ignoreIndex);
    Tensor valid = ClassBatch.inRange(token, tokens);
    Tensor counted = kept.logicalAnd(valid);
    Tensor logProbs =
        ErrorMetric.wide(predictions)
            .logSoftmax(-1)
            .gather(-1, token.clamp(0L, tokens - 1).unsqueeze(-1))
            .squeeze(-1);
    add(SUM, Torch.where(counted, logProbs, 0.0).sum(DType.float64));
    add(COUNT, counted.sum());
    add(INVALID, kept.logicalAnd(valid.logicalNot()).sum());
  }

  private static void requireShapes(Tensor predictions, Tensor target) {
    long[] shape = predictions.shape();
    if (!predictions.dtype().isFloatingPoint()
        || target.dtype().isFloatingPoint()
        || target.dtype().isComplex()
        || shape.length == 0
        || shape[shape.length - 1] == 0
        || !Arrays.equals(Arrays.copyOf(shape, shape.length - 1), target.shape())) {
      throw new IllegalArgumentException(
          "predictions: got "
              + TensorDescription.of(predictions)
              + " for a target of "
              + TensorDescription.of(target)
              + ", expected floating-point logits of the target's shape and the tokens after it,"
              + " and whole numbers as target");
    }
  }

  @Override
  Tensor result(Map<String, Tensor> sums) {
    long invalid = sums.get(INVALID).itemLong();
    if (invalid > 0) {
      throw new IllegalArgumentException(
          "target: got "
              + invalid
              + " elements that are no tokens, expected indices of the predictions' last"
              + " dimension; if they are to be left out, set ignoreIndex");
    }
    if (sums.get(COUNT).itemLong() == 0) {
      throw nothingSeen();
    }
    return sums.get(SUM).div(sums.get(COUNT)).neg().exp();
  }

  @Override
  public Perplexity copy() {
    return copyInto(new Perplexity(ignoreIndex));
  }
}
