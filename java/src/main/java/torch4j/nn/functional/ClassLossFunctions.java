package torch4j.nn.functional;

import org.bytedeco.pytorch.global.torch;
import torch4j.Tensor;
import torch4j.internal.LongArrays;
import torch4j.internal.Optionals;
import torch4j.internal.Require;

/** The part of {@link F} with the losses for classes and sequences. */
abstract class ClassLossFunctions extends MarginLossFunctions {
  ClassLossFunctions() {}

  /** The cross entropy with PyTorch's defaults. Same as {@code F.cross_entropy(input, target)}. */
  public static Tensor crossEntropy(Tensor input, Tensor target) {
    return checked(
        () -> Tensor.wrap(torch.cross_entropy_loss(input.unwrap(), target.unwrap())),
        input,
        target);
  }

  /**
   * The cross entropy loss between input logits and target. Same as {@code F.cross_entropy}.
   *
   * @param input {@code [N, C]}, {@code [C]} or {@code [N, C, d1, ...]}
   * @param target class indices (int64) without the dimension C, or class probabilities of the
   *     input's shape
   */
  public static Tensor crossEntropy(Tensor input, Tensor target, CrossEntropyOptions options) {
    return checked(
        () ->
            Tensor.wrap(
                torch.cross_entropy_loss(
                    input.unwrap(),
                    target.unwrap(),
                    Optionals.of(options.weight()),
                    options.reduction().code(),
                    options.ignoreIndex(),
                    options.labelSmoothing())),
        input,
        target,
        options);
  }

  /** A linear layer and the cross entropy of its logits. Same as {@code F.linear_cross_entropy}. */
  public static Tensor linearCrossEntropy(Tensor input, Tensor linearWeight, Tensor target) {
    return linearCrossEntropy(
        input, linearWeight, target, null, LinearCrossEntropyLossOptions.DEFAULT);
  }

  /**
   * A linear layer and the cross entropy of its logits in one function. Same as {@code
   * F.linear_cross_entropy}.
   *
   * @param input {@code [N, in]} or {@code [in]}
   * @param linearWeight {@code [C, in]}, or {@code [C, d1, ..., in]}
   * @param target class indices (int64), {@code [N, d1, ...]}, or class probabilities, {@code [N,
   *     C, d1, ...]}
   * @param linearBias {@code [C, d1, ...]}, or null
   * @param options the options; {@code outFeatures} and {@code bias} are ignored
   * @throws IllegalArgumentException if the shapes do not fit each other
   */
  public static Tensor linearCrossEntropy(
      Tensor input,
      Tensor linearWeight,
      Tensor target,
      Tensor linearBias,
      LinearCrossEntropyLossOptions options) {
    return checked(
        () -> new LinearCrossEntropy(input, linearWeight, target, linearBias, options).compute(),
        input,
        linearWeight,
        target,
        linearBias,
        options);
  }

  /** The negative log likelihood loss, averaged. Same as {@code F.nll_loss(input, target)}. */
  public static Tensor nllLoss(Tensor input, Tensor target) {
    return checked(
        () -> Tensor.wrap(torch.nll_loss_nd(input.unwrap(), target.unwrap())), input, target);
  }

  /**
   * The negative log likelihood loss. Same as {@code F.nll_loss}.
   *
   * @param input log probabilities {@code [N, C]}, {@code [C]} or {@code [N, C, d1, ...]}
   * @param target class indices (int64) without the dimension C
   */
  public static Tensor nllLoss(Tensor input, Tensor target, NLLLossOptions options) {
    return checked(
        () ->
            Tensor.wrap(
                torch.nll_loss_nd(
                    input.unwrap(),
                    target.unwrap(),
                    Optionals.of(options.weight()),
                    options.reduction().code(),
                    options.ignoreIndex())),
        input,
        target,
        options);
  }

  /**
   * The multi-label one-versus-all loss, averaged over the batch. Same as {@code
   * F.multilabel_soft_margin_loss}.
   */
  public static Tensor multilabelSoftMarginLoss(Tensor input, Tensor target) {
    return multilabelSoftMarginLoss(input, target, WeightedLossOptions.DEFAULT);
  }

  /**
   * The multi-label one-versus-all loss based on max-entropy, averaged over the classes. Same as
   * {@code F.multilabel_soft_margin_loss}.
   *
   * @param input {@code [*, C]}
   * @param target of the input's shape, with the values 0 and 1
   */
  public static Tensor multilabelSoftMarginLoss(
      Tensor input, Tensor target, WeightedLossOptions options) {
    return checked(
        () -> {
          Tensor right = target.mul(Tensor.wrap(torch.log_sigmoid(input.unwrap())));
          Tensor wrong =
              Tensor.wrap(torch.rsub(target.unwrap(), ONE))
                  .mul(Tensor.wrap(torch.log_sigmoid(input.neg().unwrap())));
          Tensor sum = right.add(wrong).neg();
          Tensor loss = options.weight() == null ? sum : sum.mul(options.weight());
          long classes = input.dim() - 1;
          Tensor mean = loss.sum(classes).div(input.size(classes));
          return reduced(mean, options.reduction());
        },
        input,
        target,
        options);
  }

  /**
   * The Connectionist Temporal Classification loss with the blank label 0, averaged over the batch.
   * Same as {@code F.ctc_loss} with its defaults.
   */
  public static Tensor ctcLoss(
      Tensor logProbs, Tensor targets, Tensor inputLengths, Tensor targetLengths) {
    return ctcLoss(logProbs, targets, inputLengths, targetLengths, 0, Reduction.MEAN, false);
  }

  /**
   * The Connectionist Temporal Classification loss. Same as {@code F.ctc_loss}, except that targets
   * on the CPU that are not classes are refused, for which Python reads beyond the tensor.
   *
   * @param logProbs {@code [T, N, C]} or {@code [T, C]}
   * @param targets {@code [N, S]}, or concatenated {@code [sum(targetLengths)]}
   * @param inputLengths {@code [N]} or a scalar
   * @param targetLengths {@code [N]} or a scalar
   * @param blank the blank label
   * @param zeroInfinity whether to zero infinite losses and the associated gradients
   * @throws IllegalArgumentException if a target is not a class, or shapes, dtypes or lengths do
   *     not fit
   */
  public static Tensor ctcLoss(
      Tensor logProbs,
      Tensor targets,
      Tensor inputLengths,
      Tensor targetLengths,
      long blank,
      Reduction reduction,
      boolean zeroInfinity) {
    return checked(
        () -> {
          CtcTargets.requireClasses(logProbs, targets, LongArrays.of(targetLengths.unwrap()));
          return Tensor.wrap(
              torch.ctc_loss(
                  logProbs.unwrap(),
                  targets.unwrap(),
                  inputLengths.unwrap(),
                  targetLengths.unwrap(),
                  blank,
                  reduction.code(),
                  zeroInfinity));
        },
        logProbs,
        targets,
        inputLengths,
        targetLengths,
        reduction);
  }

  /**
   * The Connectionist Temporal Classification loss with arrays of lengths and the blank label 0,
   * averaged over the batch. Same as {@code F.ctc_loss} with its defaults.
   */
  public static Tensor ctcLoss(
      Tensor logProbs, Tensor targets, long[] inputLengths, long[] targetLengths) {
    return ctcLoss(logProbs, targets, inputLengths, targetLengths, 0, Reduction.MEAN, false);
  }

  /**
   * The Connectionist Temporal Classification loss with arrays of lengths. Same as {@code
   * F.ctc_loss}.
   *
   * @throws IllegalArgumentException if a target is not a class, or shapes, dtypes or lengths do
   *     not fit
   */
  public static Tensor ctcLoss(
      Tensor logProbs,
      Tensor targets,
      long[] inputLengths,
      long[] targetLengths,
      long blank,
      Reduction reduction,
      boolean zeroInfinity) {
    Require.nonNull(inputLengths, "inputLengths", "lengths");
    Require.nonNull(targetLengths, "targetLengths", "lengths");
    return checked(
        () -> {
          CtcTargets.requireClasses(logProbs, targets, targetLengths);
          return Tensor.wrap(
              torch.ctc_loss(
                  logProbs.unwrap(),
                  targets.unwrap(),
                  inputLengths,
                  targetLengths,
                  blank,
                  reduction.code(),
                  zeroInfinity));
        },
        logProbs,
        targets,
        inputLengths,
        targetLengths,
        reduction);
  }

  /**
   * The Poisson negative log likelihood loss for an input in log space, averaged. Same as {@code
   * F.poisson_nll_loss(input, target)}.
   */
  public static Tensor poissonNllLoss(Tensor input, Tensor target) {
    return poissonNllLoss(input, target, PoissonNLLLossOptions.DEFAULT);
  }

  /** The Poisson negative log likelihood loss. Same as {@code F.poisson_nll_loss}. */
  public static Tensor poissonNllLoss(Tensor input, Tensor target, PoissonNLLLossOptions options) {
    return checked(
        () ->
            Tensor.wrap(
                torch.poisson_nll_loss(
                    input.unwrap(),
                    target.unwrap(),
                    options.logInput(),
                    options.full(),
                    options.eps(),
                    options.reduction().code())),
        input,
        target,
        options);
  }
}
