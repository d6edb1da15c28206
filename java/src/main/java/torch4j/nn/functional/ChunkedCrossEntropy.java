package torch4j.nn.functional;

import org.bytedeco.pytorch.Scalar;
import torch4j.DType;
import torch4j.Tensor;
import torch4j.Torch;
import torch4j.internal.Unscoped;

/**
 * The cross entropy of a linear layer's logits, computed in chunks of the batch. The gradients are
 * computed together with the loss, so that the logits of one chunk only are in memory, as in
 * Python's {@code torch.nn.modules.linear_cross_entropy}.
 */
final class ChunkedCrossEntropy {
  private static final Scalar ONE = Unscoped.make(() -> new Scalar(1));
  private static final Scalar ZERO = Unscoped.make(() -> new Scalar(0));
  private static final Scalar MINUS_ONE = Unscoped.make(() -> new Scalar(-1));
  private static final Scalar NAN = Unscoped.make(() -> new Scalar(Double.NaN));

  private final Tensor input;
  private final Tensor weight;
  private final Tensor bias;
  private final Tensor accWeight;
  private final Tensor accBias;
  private final DType accDtype;
  private final Tensor inputGrad;
  private final Tensor weightGrad;
  private final Tensor biasGrad;

  ChunkedCrossEntropy(Tensor input, Tensor weight, Tensor bias, DType accDtype) {
    this.input = input;
    this.weight = weight;
    this.bias = bias;
    this.accDtype = accDtype;
    try (var noGrad = Torch.noGrad()) {
      accWeight = weight.detach().to(accDtype);
      accBias = bias == null ? null : bias.detach().to(accDtype);
    }
    inputGrad = gradient(input);
    weightGrad = gradient(weight);
    biasGrad = gradient(bias);
  }

  // Zeros in the accumulation dtype, or null if the tensor does not require a gradient.
  private Tensor gradient(Tensor tensor) {
    return tensor != null && tensor.requiresGrad() && Torch.isGradEnabled()
        ? Torch.zerosLike(tensor.detach().to(accDtype))
        : null;
  }

  /**
   * The loss.
   *
   * @param target classes, {@code [N]} int64
   * @param classWeight {@code [C]}, or null
   */
  Tensor loss(
      Tensor target, Tensor classWeight, long ignored, Reduction reduction, long chunkSize) {
    Tensor loss;
    try (var noGrad = Torch.noGrad()) {
      Tensor mask = target.eq(ignored);
      Tensor classes = Tensor.wrap(target.unwrap().masked_fill(mask.unwrap(), ZERO));
      Tensor factors = factors(classes, mask, classWeight, reduction);
      loss = factors.newZeros(new long[0]);
      if (input.size(0) == 0 && reduction == Reduction.MEAN) {
        loss.unwrap().fill_(NAN);
      }
      for (long start = 0; start < input.size(0); start += chunkSize) {
        long size = Math.min(chunkSize, input.size(0) - start);
        try (var scope = Torch.scope()) {
          addChunk(loss, classes.narrow(0, start, size), factors.narrow(0, start, size), start);
        }
      }
    }
    return withGradients(loss.to(input.dtype()));
  }

  // -(weight of the class) / (sum of the weights, or 1 for sum reduction); 0 for ignored rows.
  private Tensor factors(Tensor classes, Tensor mask, Tensor classWeight, Reduction reduction) {
    Tensor weights =
        classWeight == null
            ? mask.logicalNot().to(accDtype)
            : Tensor.wrap(
                classWeight
                    .to(accDtype)
                    .indexSelect(0, classes)
                    .unwrap()
                    .masked_fill(mask.unwrap(), ZERO));
    if (reduction == Reduction.SUM) {
      return weights.neg();
    }
    Tensor sum = weights.sum();
    return weights.div(Tensor.wrap(sum.neg().unwrap().masked_fill(sum.unwrap().eq(ZERO), NAN)));
  }

  private void addChunk(Tensor loss, Tensor classes, Tensor factors, long start) {
    Tensor rows = input.detach().narrow(0, start, classes.size(0)).to(accDtype);
    Tensor logits = Torch.mm(rows, accWeight.t());
    if (accBias != null) {
      logits.add_(accBias);
    }
    logits.sub_(Torch.amax(logits, new long[] {1}, true));
    loss.add_(factors.dot(logits.gather(1, classes.unsqueeze(1)).squeeze(1)));
    Tensor sums = logits.exp_().sum(1);
    loss.sub_(factors.dot(sums.log()));
    logits.mul_(factors.div(sums).unsqueeze(1));
    addGradients(logits, rows, classes, factors, start);
  }

  // On entry, logits holds softmax(x) times the row's factor.
  private void addGradients(
      Tensor logits, Tensor rows, Tensor classes, Tensor factors, long start) {
    Tensor column = factors.unsqueeze(1);
    if (biasGrad != null) {
      biasGrad.sub_(logits.sum(0)).indexAdd_(0, classes, factors);
    }
    if (inputGrad != null) {
      Tensor grad = accWeight.indexSelect(0, classes).mul_(column);
      inputGrad
          .narrow(0, start, classes.size(0))
          .copy_(
              Tensor.wrap(
                  grad.unwrap().addmm_(logits.unwrap(), accWeight.unwrap(), ONE, MINUS_ONE)));
    }
    if (weightGrad != null) {
      weightGrad.unwrap().addmm_(logits.t().unwrap(), rows.unwrap(), ONE, MINUS_ONE);
      weightGrad.indexAdd_(0, classes, rows.mul(column));
    }
  }

  private Tensor withGradients(Tensor loss) {
    Tensor result = withGradient(loss, input, inputGrad);
    result = withGradient(result, weight, weightGrad);
    return withGradient(result, bias, biasGrad);
  }

  // Adds a zero whose gradient with respect to the tensor is "gradient".
  private static Tensor withGradient(Tensor loss, Tensor tensor, Tensor gradient) {
    if (gradient == null) {
      return loss;
    }
    Tensor zero = tensor.sub(tensor.detach()).reshape(-1);
    return loss.add(zero.dot(gradient.to(tensor.dtype()).reshape(-1)));
  }
}
