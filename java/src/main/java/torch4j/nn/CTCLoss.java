package torch4j.nn;

import torch4j.Tensor;
import torch4j.internal.Require;
import torch4j.nn.functional.F;
import torch4j.nn.functional.Reduction;

/**
 * The Connectionist Temporal Classification loss between unsegmented time series and target
 * sequences. Same as {@code torch.nn.CTCLoss}: log probabilities {@code [T, N, C]} or {@code [T,
 * C]}; targets {@code [N, S]}, or concatenated {@code [sum(targetLengths)]}, as int32 or int64; the
 * lengths of both {@code [N]} or scalars.
 */
public final class CTCLoss extends Loss {
  private final long blank;
  private final boolean zeroInfinity;

  /** With the blank label 0 and the mean over the batch. */
  public CTCLoss() {
    this(0);
  }

  /** With this blank label. */
  public CTCLoss(long blank) {
    this(blank, Reduction.MEAN);
  }

  /** With this blank label and reduction. */
  public CTCLoss(long blank, Reduction reduction) {
    this(blank, reduction, false);
  }

  /**
   * With all options; {@code zeroInfinity} tells whether to zero infinite losses and the associated
   * gradients.
   */
  public CTCLoss(long blank, Reduction reduction, boolean zeroInfinity) {
    super(reduction);
    this.blank = blank;
    this.zeroInfinity = zeroInfinity;
  }

  /**
   * Computes the loss: {@code loss(logProbs, targets, inputLengths, targetLengths)}.
   *
   * @throws IllegalArgumentException if shapes, dtypes or lengths do not match; the message names
   *     the layer
   * @throws IllegalStateException if an input is closed
   */
  public Tensor call(Tensor logProbs, Tensor targets, Tensor inputLengths, Tensor targetLengths) {
    Require.nonNull(logProbs, "logProbs", "a tensor");
    Require.nonNull(targets, "targets", "a tensor");
    Require.nonNull(inputLengths, "inputLengths", "lengths");
    Require.nonNull(targetLengths, "targetLengths", "lengths");
    return run(
        inputs ->
            F.ctcLoss(
                inputs.get(0),
                inputs.get(1),
                inputs.get(2),
                inputs.get(3),
                blank,
                reduction,
                zeroInfinity),
        logProbs,
        targets,
        inputLengths,
        targetLengths);
  }

  /**
   * Computes the loss with arrays of lengths.
   *
   * @throws IllegalArgumentException if shapes, dtypes or lengths do not match; the message names
   *     the layer
   * @throws IllegalStateException if an input is closed
   */
  public Tensor call(Tensor logProbs, Tensor targets, long[] inputLengths, long[] targetLengths) {
    Require.nonNull(logProbs, "logProbs", "a tensor");
    Require.nonNull(targets, "targets", "a tensor");
    Require.nonNull(inputLengths, "inputLengths", "lengths");
    Require.nonNull(targetLengths, "targetLengths", "lengths");
    return run(
        inputs ->
            F.ctcLoss(
                inputs.get(0),
                inputs.get(1),
                inputLengths,
                targetLengths,
                blank,
                reduction,
                zeroInfinity),
        logProbs,
        targets);
  }

  @Override
  protected String expectedInput() {
    return "log probabilities [T, N, C] or [T, C], targets [N, S] or [sum of their lengths] int32"
        + " or int64, and lengths [N] or [] of both";
  }
}
