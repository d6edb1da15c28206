package torch4j.nn.functional;

import java.util.Arrays;
import java.util.List;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorVector;
import org.bytedeco.pytorch.global.torch;
import torch4j.internal.Optionals;
import torch4j.internal.OwnedTensors;
import torch4j.internal.Text;

/** The part of {@link F} with the losses for numbers: differences and divergences. */
abstract class LossFunctions extends ClassLossFunctions {
  LossFunctions() {}

  /** The mean squared difference. Same as {@code F.mse_loss(input, target)}. */
  public static Tensor mseLoss(Tensor input, Tensor target) {
    return mseLoss(input, target, Reduction.MEAN);
  }

  /** The squared difference. Same as {@code F.mse_loss}. */
  public static Tensor mseLoss(Tensor input, Tensor target, Reduction reduction) {
    return checked(
        () -> {
          if (torch.is_same_size(input, target)) {
            return torch.mse_loss(input, target, reduction.code());
          }
          List<Tensor> both = broadcast(input, target);
          return torch.mse_loss(both.get(0), both.get(1), reduction.code());
        },
        input,
        target,
        reduction);
  }

  /**
   * The squared difference with weights. Same as {@code F.mse_loss(..., weight=weight)}.
   *
   * @param weight of the input's shape; the mean is divided by its sum
   * @throws IllegalArgumentException if the weight's shape is another
   */
  public static Tensor mseLoss(Tensor input, Tensor target, Reduction reduction, Tensor weight) {
    return checked(
        () -> {
          requireSameSize("weight", weight, input);
          Tensor difference = input.sub(target);
          return weightedMean(difference.mul(difference).mul(weight), reduction, weight);
        },
        input,
        target,
        reduction,
        weight);
  }

  /** The mean absolute difference. Same as {@code F.l1_loss(input, target)}. */
  public static Tensor l1Loss(Tensor input, Tensor target) {
    return l1Loss(input, target, Reduction.MEAN);
  }

  /** The absolute difference. Same as {@code F.l1_loss}. */
  public static Tensor l1Loss(Tensor input, Tensor target, Reduction reduction) {
    return checked(() -> torch.l1_loss(input, target, reduction.code()), input, target, reduction);
  }

  /**
   * The absolute difference with weights. Same as {@code F.l1_loss(..., weight=weight)}.
   *
   * @param weight of the input's shape; the mean is divided by its sum
   * @throws IllegalArgumentException if the weight's shape is another
   */
  public static Tensor l1Loss(Tensor input, Tensor target, Reduction reduction, Tensor weight) {
    return checked(
        () -> {
          requireSameSize("weight", weight, input);
          return weightedMean(input.sub(target).abs().mul(weight), reduction, weight);
        },
        input,
        target,
        reduction,
        weight);
  }

  private static Tensor weightedMean(Tensor losses, Reduction reduction, Tensor weight) {
    return reduction == Reduction.MEAN
        ? losses.sum().div(weight.sum())
        : reduced(losses, reduction);
  }

  /** Quadratic near 0 and linear beyond 1. Same as {@code F.smooth_l1_loss(input, target)}. */
  public static Tensor smoothL1Loss(Tensor input, Tensor target) {
    return smoothL1Loss(input, target, Reduction.MEAN, 1);
  }

  /**
   * Quadratic near 0 and linear beyond. Same as {@code F.smooth_l1_loss}.
   *
   * @param beta where it changes from quadratic to linear; 0 makes it {@code l1Loss}
   */
  public static Tensor smoothL1Loss(Tensor input, Tensor target, Reduction reduction, double beta) {
    if (beta == 0) {
      return l1Loss(input, target, reduction);
    }
    return checked(
        () -> {
          List<Tensor> both = broadcast(input, target);
          return torch.smooth_l1_loss(both.get(0), both.get(1), reduction.code(), beta);
        },
        input,
        target,
        reduction);
  }

  /** Quadratic near 0 and linear beyond 1. Same as {@code F.huber_loss(input, target)}. */
  public static Tensor huberLoss(Tensor input, Tensor target) {
    return huberLoss(input, target, Reduction.MEAN, 1);
  }

  /**
   * Quadratic near 0 and linear beyond. Same as {@code F.huber_loss}.
   *
   * @param delta where it changes from quadratic to linear, above 0
   */
  public static Tensor huberLoss(Tensor input, Tensor target, Reduction reduction, double delta) {
    return checked(
        () -> {
          List<Tensor> both = broadcast(input, target);
          return torch.huber_loss(both.get(0), both.get(1), reduction.code(), delta);
        },
        input,
        target,
        reduction);
  }

  /**
   * Quadratic near 0 and linear beyond, with weights. Same as {@code F.huber_loss(...,
   * weight=weight)}.
   *
   * @param weight of the input's shape; the mean is not divided by its sum
   * @throws IllegalArgumentException if the weight's shape is another
   */
  public static Tensor huberLoss(
      Tensor input, Tensor target, Reduction reduction, double delta, Tensor weight) {
    return checked(
        () -> {
          requireSameSize("weight", weight, input);
          Tensor losses = huberLoss(input, target, Reduction.NONE, delta);
          return reduced(losses.mul(weight), reduction);
        },
        input,
        target,
        reduction,
        weight);
  }

  /** The pointwise Kullback-Leibler divergence's mean. Same as {@code F.kl_div(input, target)}. */
  public static Tensor klDiv(Tensor input, Tensor target) {
    return klDiv(input, target, Reduction.MEAN, false);
  }

  /**
   * The Kullback-Leibler divergence. Same as {@code F.kl_div}.
   *
   * @param input log probabilities
   * @param reduction {@link Reduction#BATCHMEAN} is the mathematical divergence
   * @param logTarget whether the target is a log probability, too
   */
  public static Tensor klDiv(Tensor input, Tensor target, Reduction reduction, boolean logTarget) {
    return checked(
        () -> {
          if (reduction != Reduction.BATCHMEAN) {
            return torch.kl_div(input, target, reduction.code(), logTarget);
          }
          Tensor sum = torch.kl_div(input, target, Reduction.SUM.code(), logTarget);
          return input.dim() == 0 ? sum : sum.div(new Scalar(input.size(0)));
        },
        input,
        target,
        reduction);
  }

  /** The mean cross entropy of probabilities. Same as {@code F.binary_cross_entropy}. */
  public static Tensor binaryCrossEntropy(Tensor input, Tensor target) {
    return binaryCrossEntropy(input, target, null, Reduction.MEAN);
  }

  /**
   * The cross entropy of probabilities. Same as {@code F.binary_cross_entropy}.
   *
   * @param input {@code [*]} between 0 and 1
   * @param target of the input's shape
   * @param weight the weight of each element, broadcast to the target's shape, or null
   * @throws IllegalArgumentException if the target's shape is not the input's
   */
  public static Tensor binaryCrossEntropy(
      Tensor input, Tensor target, Tensor weight, Reduction reduction) {
    return checked(
        () -> {
          requireSameSize("target", target, input);
          Tensor expanded = weight == null ? null : broadcast(target, weight).get(1);
          return torch.binary_cross_entropy(
              input, target, Optionals.of(expanded), reduction.code());
        },
        input,
        target,
        weight,
        reduction);
  }

  /** The mean over logits. Same as {@code F.binary_cross_entropy_with_logits(input, target)}. */
  public static Tensor binaryCrossEntropyWithLogits(Tensor input, Tensor target) {
    return binaryCrossEntropyWithLogits(input, target, BCEWithLogitsLossOptions.DEFAULT);
  }

  /**
   * A sigmoid and the cross entropy of its probabilities in one. Same as {@code
   * F.binary_cross_entropy_with_logits}.
   *
   * @throws IllegalArgumentException if the target's shape is not the input's
   */
  public static Tensor binaryCrossEntropyWithLogits(
      Tensor input, Tensor target, BCEWithLogitsLossOptions options) {
    return checked(
        () -> {
          requireSameSize("target", target, input);
          return torch.binary_cross_entropy_with_logits(
              input,
              target,
              Optionals.of(options.weight()),
              Optionals.of(options.posWeight()),
              options.reduction().code());
        },
        input,
        target,
        options);
  }

  private static List<Tensor> broadcast(Tensor first, Tensor second) {
    return OwnedTensors.of(torch.broadcast_tensors(new TensorVector(first, second)));
  }

  private static void requireSameSize(String name, Tensor tensor, Tensor input) {
    if (!torch.is_same_size(tensor, input)) {
      throw new IllegalArgumentException(
          name
              + ": got "
              + Text.of(tensor)
              + ", expected the input's shape "
              + Arrays.toString(input.shape()));
    }
  }
}
