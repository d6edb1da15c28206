package torch4j.nn.functional;

import java.util.Arrays;
import org.bytedeco.pytorch.Scalar;
import torch4j.Tensor;
import torch4j.Torch;
import torch4j.internal.TensorDescription;
import torch4j.internal.Unscoped;

/** The Gaussian negative log likelihood loss, computed with the same operators as in Python. */
final class GaussianLikelihood {
  private static final Scalar ZERO = Unscoped.make(() -> new Scalar(0));
  private static final Scalar TWO = Unscoped.make(() -> new Scalar(2));
  private static final Scalar HALF = Unscoped.make(() -> new Scalar(0.5));
  private static final Scalar CONSTANT =
      Unscoped.make(() -> new Scalar(0.5 * Math.log(2 * Math.PI)));

  private GaussianLikelihood() {}

  static Tensor loss(Tensor input, Tensor target, Tensor variance, GaussianNLLLossOptions options) {
    if (Torch.any(Tensor.wrap(variance.unwrap().lt(ZERO))).itemBoolean()) {
      throw new IllegalArgumentException(
          "variance: got a negative one, expected >= 0; var has negative entry/entries");
    }
    Tensor clamped = broadcastable(variance, input).clone();
    try (var noGrad = Torch.noGrad()) {
      clamped.clampMin_(options.eps());
    }
    Tensor squared = Tensor.wrap(input.sub(target).unwrap().pow(TWO));
    Tensor loss = Tensor.wrap(Torch.log(clamped).add(squared.div(clamped)).unwrap().mul(HALF));
    return MarginLossFunctions.reduced(
        options.full() ? Tensor.wrap(loss.unwrap().add(CONSTANT)) : loss, options.reduction());
  }

  private static Tensor broadcastable(Tensor variance, Tensor input) {
    long[] inputShape = input.shape();
    long[] shape = variance.shape();
    if (Arrays.equals(inputShape, shape)) {
      return variance;
    }
    if (inputShape.length > 0
        && Arrays.equals(Arrays.copyOf(inputShape, inputShape.length - 1), shape)) {
      return variance.unsqueeze(-1);
    }
    long differing = 0;
    for (int i = 0; i < shape.length && i < inputShape.length; i++) {
      differing += shape[i] == inputShape[i] ? 0 : shape[i];
    }
    if (shape.length != inputShape.length || differing != 1) {
      throw new IllegalArgumentException(
          "variance: got "
              + TensorDescription.of(variance)
              + ", expected "
              + TensorDescription.of(input)
              + ", or one dimension of it 1, or without the last; var is of incorrect size");
    }
    return variance;
  }
}
