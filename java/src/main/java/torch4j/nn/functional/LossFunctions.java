package torch4j.nn.functional;

import java.util.Arrays;
import java.util.List;
import org.bytedeco.pytorch.TensorVector;
import org.bytedeco.pytorch.global.torch;
import torch4j.Tensor;
import torch4j.Torch;
import torch4j.internal.Optionals;
import torch4j.internal.OwnedTensors;
import torch4j.internal.TensorDescription;

/** The part of {@link F} with the regression and divergence losses. */
abstract class LossFunctions extends ClassLossFunctions {
  LossFunctions() {}

  /** The mean squared error. Same as {@code F.mse_loss(input, target)}. */
  public static Tensor mseLoss(Tensor input, Tensor target) {
    return mseLoss(input, target, Reduction.MEAN);
  }

  /** The squared error. Same as {@code F.mse_loss}. */
  public static Tensor mseLoss(Tensor input, Tensor target, Reduction reduction) {
    return checked(
        () -> {
          if (Torch.isSameSize(input, target)) {
            return Tensor.wrap(torch.mse_loss(input.unwrap(), target.unwrap(), reduction.code()));
          }
          List<Tensor> both = broadcast(input, target);
          return Tensor.wrap(
              torch.mse_loss(both.get(0).unwrap(), both.get(1).unwrap(), reduction.code()));
        },
        input,
        target,
        reduction);
  }

  /**
   * The weighted squared error. Same as {@code F.mse_loss(..., weight=weight)}.
   *
   * @param weight the weight of each element, of the input's shape; the mean is divided by its sum
   * @throws IllegalArgumentException if the weight's shape is not the input's
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

  /** The mean absolute error. Same as {@code F.l1_loss(input, target)}. */
  public static Tensor l1Loss(Tensor input, Tensor target) {
    return l1Loss(input, target, Reduction.MEAN);
  }

  /** The absolute error. Same as {@code F.l1_loss}. */
  public static Tensor l1Loss(Tensor input, Tensor target, Reduction reduction) {
    return checked(
        () -> Tensor.wrap(torch.l1_loss(input.unwrap(), target.unwrap(), reduction.code())),
        input,
        target,
        reduction);
  }

  /**
   * The weighted absolute error. Same as {@code F.l1_loss(..., weight=weight)}.
   *
   * @param weight the weight of each element, of the input's shape; the mean is divided by its sum
   * @throws IllegalArgumentException if the weight's shape is not the input's
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

  /**
   * The Smooth L1 loss with {@code beta} 1, averaged. Same as {@code F.smooth_l1_loss(input,
   * target)}.
   */
  public static Tensor smoothL1Loss(Tensor input, Tensor target) {
    return smoothL1Loss(input, target, Reduction.MEAN, 1);
  }

  /**
   * The Smooth L1 loss: a squared term where the absolute error is below {@code beta}, otherwise an
   * L1 term. Same as {@code F.smooth_l1_loss}.
   *
   * @param beta the threshold at which to change between L1 and L2 loss; 0 gives {@code l1Loss}
   */
  public static Tensor smoothL1Loss(Tensor input, Tensor target, Reduction reduction, double beta) {
    if (beta == 0) {
      return l1Loss(input, target, reduction);
    }
    return checked(
        () -> {
          List<Tensor> both = broadcast(input, target);
          return Tensor.wrap(
              torch.smooth_l1_loss(
                  both.get(0).unwrap(), both.get(1).unwrap(), reduction.code(), beta));
        },
        input,
        target,
        reduction);
  }

  /** The Huber loss with {@code delta} 1, averaged. Same as {@code F.huber_loss(input, target)}. */
  public static Tensor huberLoss(Tensor input, Tensor target) {
    return huberLoss(input, target, Reduction.MEAN, 1);
  }

  /**
   * The Huber loss: a squared term where the absolute error is below {@code delta}, otherwise a
   * delta-scaled L1 term. Same as {@code F.huber_loss}.
   *
   * @param delta the threshold at which to change between L1 and L2 loss, positive
   */
  public static Tensor huberLoss(Tensor input, Tensor target, Reduction reduction, double delta) {
    return checked(
        () -> {
          List<Tensor> both = broadcast(input, target);
          return Tensor.wrap(
              torch.huber_loss(
                  both.get(0).unwrap(), both.get(1).unwrap(), reduction.code(), delta));
        },
        input,
        target,
        reduction);
  }

  /**
   * The weighted Huber loss. Same as {@code F.huber_loss(..., weight=weight)}.
   *
   * @param weight the weight of each element, of the input's shape; the mean is not divided by its
   *     sum
   * @throws IllegalArgumentException if the weight's shape is not the input's
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

  /**
   * The Kullback-Leibler divergence loss, averaged over all elements. Same as {@code
   * F.kl_div(input, target)}.
   */
  public static Tensor klDiv(Tensor input, Tensor target) {
    return klDiv(input, target, Reduction.MEAN, false);
  }

  /**
   * The Kullback-Leibler divergence loss. Same as {@code F.kl_div}.
   *
   * @param input log probabilities
   * @param reduction {@link Reduction#BATCHMEAN} aligns with the mathematical definition
   * @param logTarget whether the target is in log space, too
   */
  public static Tensor klDiv(Tensor input, Tensor target, Reduction reduction, boolean logTarget) {
    return checked(
        () -> {
          if (reduction != Reduction.BATCHMEAN) {
            return Tensor.wrap(
                torch.kl_div(input.unwrap(), target.unwrap(), reduction.code(), logTarget));
          }
          Tensor sum =
              Tensor.wrap(
                  torch.kl_div(input.unwrap(), target.unwrap(), Reduction.SUM.code(), logTarget));
          return input.dim() == 0 ? sum : sum.div(input.size(0));
        },
        input,
        target,
        reduction);
  }

  /**
   * The binary cross entropy between the target and the input probabilities, averaged. Same as
   * {@code F.binary_cross_entropy}.
   */
  public static Tensor binaryCrossEntropy(Tensor input, Tensor target) {
    return binaryCrossEntropy(input, target, null, Reduction.MEAN);
  }

  /**
   * The binary cross entropy between the target and the input probabilities. Same as {@code
   * F.binary_cross_entropy(input, target, reduction=reduction)}.
   *
   * @throws IllegalArgumentException if the target's shape is not the input's
   */
  public static Tensor binaryCrossEntropy(Tensor input, Tensor target, Reduction reduction) {
    return binaryCrossEntropy(input, target, null, reduction);
  }

  /**
   * The binary cross entropy between the target and the input probabilities. Same as {@code
   * F.binary_cross_entropy}.
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
          return Tensor.wrap(
              torch.binary_cross_entropy(
                  input.unwrap(), target.unwrap(), Optionals.of(expanded), reduction.code()));
        },
        input,
        target,
        weight,
        reduction);
  }

  /**
   * The binary cross entropy between target and input logits, averaged. Same as {@code
   * F.binary_cross_entropy_with_logits(input, target)}.
   */
  public static Tensor binaryCrossEntropyWithLogits(Tensor input, Tensor target) {
    return binaryCrossEntropyWithLogits(input, target, BCEWithLogitsLossOptions.DEFAULT);
  }

  /**
   * The binary cross entropy between target and input logits. Same as {@code
   * F.binary_cross_entropy_with_logits}.
   *
   * @throws IllegalArgumentException if the target's shape is not the input's
   */
  public static Tensor binaryCrossEntropyWithLogits(
      Tensor input, Tensor target, BCEWithLogitsLossOptions options) {
    return checked(
        () -> {
          requireSameSize("target", target, input);
          return Tensor.wrap(
              torch.binary_cross_entropy_with_logits(
                  input.unwrap(),
                  target.unwrap(),
                  Optionals.of(options.weight()),
                  Optionals.of(options.posWeight()),
                  options.reduction().code()));
        },
        input,
        target,
        options);
  }

  private static List<Tensor> broadcast(Tensor first, Tensor second) {
    return OwnedTensors.of(
        torch.broadcast_tensors(new TensorVector(first.unwrap(), second.unwrap())));
  }

  private static void requireSameSize(String name, Tensor tensor, Tensor input) {
    if (!Torch.isSameSize(tensor, input)) {
      throw new IllegalArgumentException(
          name
              + ": got "
              + TensorDescription.of(tensor)
              + ", expected the input's shape "
              + Arrays.toString(input.shape()));
    }
  }
}
