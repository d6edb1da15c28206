package torch4j.nn;

import org.bytedeco.pytorch.Tensor;
import torch4j.internal.Require;
import torch4j.nn.functional.F;
import torch4j.nn.functional.Reduction;

/**
 * The negative log likelihood of sequences in longer ones, whatever their alignment. Same as {@code
 * torch.nn.CTCLoss}: log probabilities {@code [T, N, C]} or {@code [T, C]}; targets {@code [N, S]}
 * or all of them in one row, as int32 or int64; the lengths of both {@code [N]} or scalars.
 */
public final class CTCLoss extends Loss {
  private final long blank;
  private final boolean zeroInfinity;

  /** The mean, with class 0 as the blank. */
  public CTCLoss() {
    this(0);
  }

  /** With another class as the blank. */
  public CTCLoss(long blank) {
    this(blank, Reduction.MEAN);
  }

  /** With another blank and reduction. */
  public CTCLoss(long blank, Reduction reduction) {
    this(blank, reduction, false);
  }

  /** Takes infinite losses, and their gradients, for 0 if {@code zeroInfinity}. */
  public CTCLoss(long blank, Reduction reduction, boolean zeroInfinity) {
    super(reduction);
    this.blank = blank;
    this.zeroInfinity = zeroInfinity;
  }

  /**
   * Computes the loss: {@code loss(logProbs, targets, inputLengths, targetLengths)}.
   *
   * @throws IllegalArgumentException if shapes, dtypes or lengths do not fit; it names the layer
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
   * Computes the loss from lengths that are no tensors.
   *
   * @throws IllegalArgumentException if shapes, dtypes or lengths do not fit; it names the layer
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
