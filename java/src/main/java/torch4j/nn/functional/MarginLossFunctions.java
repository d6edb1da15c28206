package torch4j.nn.functional;

import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.global.torch;
import torch4j.Tensor;
import torch4j.Torch;
import torch4j.internal.Optionals;
import torch4j.internal.TensorDescription;
import torch4j.internal.Unscoped;

/** The part of {@link F} with the margin losses and the Gaussian negative log likelihood loss. */
abstract class MarginLossFunctions extends NormFunctions {
  static final Scalar ONE = Unscoped.make(() -> new Scalar(1));
  private static final Scalar ZERO = Unscoped.make(() -> new Scalar(0));

  MarginLossFunctions() {}

  /** Applies a reduction to the losses of the elements. */
  static Tensor reduced(Tensor losses, Reduction reduction) {
    return switch (reduction) {
      case NONE -> losses;
      case MEAN -> losses.mean();
      case SUM -> losses.sum();
      case BATCHMEAN ->
          throw new IllegalArgumentException(
              "reduction: got " + reduction + ", expected none, mean or sum");
    };
  }

  /**
   * The hinge embedding loss with margin 1, averaged. Same as {@code F.hinge_embedding_loss(input,
   * target)}.
   */
  public static Tensor hingeEmbeddingLoss(Tensor input, Tensor target) {
    return checked(
        () -> Tensor.wrap(torch.hinge_embedding_loss(input.unwrap(), target.unwrap())),
        input,
        target);
  }

  /**
   * {@code x} where the target is 1, {@code max(0, margin - x)} where it is -1. Same as {@code
   * F.hinge_embedding_loss}.
   */
  public static Tensor hingeEmbeddingLoss(
      Tensor input, Tensor target, double margin, Reduction reduction) {
    return checked(
        () ->
            Tensor.wrap(
                torch.hinge_embedding_loss(
                    input.unwrap(), target.unwrap(), margin, reduction.code())),
        input,
        target,
        reduction);
  }

  /**
   * The margin ranking loss with margin 0, averaged. Same as {@code F.margin_ranking_loss(input1,
   * input2, target)}.
   */
  public static Tensor marginRankingLoss(Tensor input1, Tensor input2, Tensor target) {
    return marginRankingLoss(input1, input2, target, 0, Reduction.MEAN);
  }

  /**
   * {@code max(0, -target * (x1 - x2) + margin)}. Same as {@code F.margin_ranking_loss}.
   *
   * @throws IllegalArgumentException if the numbers of dimensions differ
   */
  public static Tensor marginRankingLoss(
      Tensor input1, Tensor input2, Tensor target, double margin, Reduction reduction) {
    return checked(
        () -> {
          requireSameDimensions(input1, input2, target);
          return Tensor.wrap(
              torch.margin_ranking_loss(
                  input1.unwrap(), input2.unwrap(), target.unwrap(), margin, reduction.code()));
        },
        input1,
        input2,
        target,
        reduction);
  }

  private static void requireSameDimensions(Tensor first, Tensor second, Tensor third) {
    if (first.dim() != second.dim() || first.dim() != third.dim()) {
      throw new IllegalArgumentException(
          "input: got "
              + TensorDescription.of(first)
              + ", "
              + TensorDescription.of(second)
              + " and "
              + TensorDescription.of(third)
              + ", expected tensors with the same number of dimensions");
    }
  }

  /**
   * The cosine embedding loss with margin 0, averaged. Same as {@code
   * F.cosine_embedding_loss(input1, input2, target)}.
   */
  public static Tensor cosineEmbeddingLoss(Tensor input1, Tensor input2, Tensor target) {
    return checked(
        () ->
            Tensor.wrap(
                torch.cosine_embedding_loss(input1.unwrap(), input2.unwrap(), target.unwrap())),
        input1,
        input2,
        target);
  }

  /**
   * {@code 1 - cos} where the target is 1, {@code max(0, cos - margin)} where it is -1. Same as
   * {@code F.cosine_embedding_loss}.
   */
  public static Tensor cosineEmbeddingLoss(
      Tensor input1, Tensor input2, Tensor target, double margin, Reduction reduction) {
    return checked(
        () ->
            Tensor.wrap(
                torch.cosine_embedding_loss(
                    input1.unwrap(), input2.unwrap(), target.unwrap(), margin, reduction.code())),
        input1,
        input2,
        target,
        reduction);
  }

  /** The soft margin loss, averaged. Same as {@code F.soft_margin_loss(input, target)}. */
  public static Tensor softMarginLoss(Tensor input, Tensor target) {
    return checked(
        () -> Tensor.wrap(torch.soft_margin_loss(input.unwrap(), target.unwrap())), input, target);
  }

  /** {@code log(1 + exp(-target * x))}. Same as {@code F.soft_margin_loss}. */
  public static Tensor softMarginLoss(Tensor input, Tensor target, Reduction reduction) {
    return checked(
        () ->
            Tensor.wrap(torch.soft_margin_loss(input.unwrap(), target.unwrap(), reduction.code())),
        input,
        target,
        reduction);
  }

  /**
   * The multi-label margin loss, averaged over the batch. Same as {@code
   * F.multilabel_margin_loss(input, target)}.
   */
  public static Tensor multilabelMarginLoss(Tensor input, Tensor target) {
    return checked(
        () -> Tensor.wrap(torch.multilabel_margin_loss(input.unwrap(), target.unwrap())),
        input,
        target);
  }

  /** The multi-class multi-classification hinge loss. Same as {@code F.multilabel_margin_loss}. */
  public static Tensor multilabelMarginLoss(Tensor input, Tensor target, Reduction reduction) {
    return checked(
        () ->
            Tensor.wrap(
                torch.multilabel_margin_loss(input.unwrap(), target.unwrap(), reduction.code())),
        input,
        target,
        reduction);
  }

  /**
   * The multi-margin loss with margin 1, averaged. Same as {@code F.multi_margin_loss(input,
   * target)}.
   */
  public static Tensor multiMarginLoss(Tensor input, Tensor target) {
    return checked(
        () -> Tensor.wrap(torch.multi_margin_loss(input.unwrap(), target.unwrap())), input, target);
  }

  /** The multi-class classification hinge loss. Same as {@code F.multi_margin_loss}. */
  public static Tensor multiMarginLoss(
      Tensor input, Tensor target, MultiMarginLossOptions options) {
    return checked(
        () ->
            Tensor.wrap(
                torch.multi_margin_loss(
                    input.unwrap(),
                    target.unwrap(),
                    new Scalar(options.p()),
                    new Scalar(options.margin()),
                    Optionals.of(options.weight()),
                    options.reduction().code())),
        input,
        target,
        options);
  }

  /**
   * The triplet loss with margin 1, averaged. Same as {@code F.triplet_margin_loss(anchor,
   * positive, negative)}.
   */
  public static Tensor tripletMarginLoss(Tensor anchor, Tensor positive, Tensor negative) {
    return checked(
        () ->
            Tensor.wrap(
                torch.triplet_margin_loss(anchor.unwrap(), positive.unwrap(), negative.unwrap())),
        anchor,
        positive,
        negative);
  }

  /**
   * The triplet loss between an anchor, a positive and a negative example. Same as {@code
   * F.triplet_margin_loss}.
   */
  public static Tensor tripletMarginLoss(
      Tensor anchor, Tensor positive, Tensor negative, TripletMarginLossOptions options) {
    return checked(
        () ->
            Tensor.wrap(
                torch.triplet_margin_loss(
                    anchor.unwrap(),
                    positive.unwrap(),
                    negative.unwrap(),
                    options.margin(),
                    options.p(),
                    options.eps(),
                    options.swap(),
                    options.reduction().code())),
        anchor,
        positive,
        negative,
        options);
  }

  /**
   * The triplet loss with the Euclidean distance. Same as {@code
   * F.triplet_margin_with_distance_loss}.
   */
  public static Tensor tripletMarginWithDistanceLoss(
      Tensor anchor, Tensor positive, Tensor negative) {
    return tripletMarginWithDistanceLoss(
        anchor, positive, negative, TripletMarginWithDistanceLossOptions.DEFAULT);
  }

  /**
   * The triplet loss with any distance function. Same as {@code
   * F.triplet_margin_with_distance_loss}.
   *
   * @throws IllegalArgumentException if the numbers of dimensions differ
   */
  public static Tensor tripletMarginWithDistanceLoss(
      Tensor anchor,
      Tensor positive,
      Tensor negative,
      TripletMarginWithDistanceLossOptions options) {
    return checked(
        () -> {
          requireSameDimensions(anchor, positive, negative);
          DistanceFunction given = options.distanceFunction();
          DistanceFunction distance = given == null ? Torch::pairwiseDistance : given;
          Tensor near = distance.call(anchor, positive);
          Tensor far = distance.call(anchor, negative);
          if (options.swap()) {
            far = Torch.minimum(far, distance.call(positive, negative));
          }
          Tensor loss = Tensor.wrap(near.add(options.margin()).sub(far).unwrap().clamp_min(ZERO));
          return reduced(loss, options.reduction());
        },
        anchor,
        positive,
        negative,
        options);
  }

  /**
   * The Gaussian negative log likelihood loss, averaged. Same as {@code F.gaussian_nll_loss(input,
   * target, var)}.
   */
  public static Tensor gaussianNllLoss(Tensor input, Tensor target, Tensor variance) {
    return gaussianNllLoss(input, target, variance, GaussianNLLLossOptions.DEFAULT);
  }

  /**
   * The Gaussian negative log likelihood loss, averaged. Same as {@code F.gaussian_nll_loss(input,
   * target, var)}.
   */
  public static Tensor gaussianNllLoss(Tensor input, Tensor target, double variance) {
    return gaussianNllLoss(input, target, variance, GaussianNLLLossOptions.DEFAULT);
  }

  /**
   * The Gaussian negative log likelihood loss with one variance for all elements. Same as {@code
   * F.gaussian_nll_loss}.
   *
   * @throws IllegalArgumentException if the variance is negative
   */
  public static Tensor gaussianNllLoss(
      Tensor input, Tensor target, double variance, GaussianNLLLossOptions options) {
    return checked(
        () -> GaussianLikelihood.loss(input, target, Torch.onesLike(input).mul(variance), options),
        input,
        target,
        options);
  }

  /**
   * The Gaussian negative log likelihood loss. Same as {@code F.gaussian_nll_loss}.
   *
   * @param input the expectations
   * @param variance of the input's shape, or with a last dimension of 1, or without the last
   *     dimension
   * @throws IllegalArgumentException if a variance is negative or its shape does not fit
   */
  public static Tensor gaussianNllLoss(
      Tensor input, Tensor target, Tensor variance, GaussianNLLLossOptions options) {
    return checked(
        () -> GaussianLikelihood.loss(input, target, variance, options),
        input,
        target,
        variance,
        options);
  }
}
