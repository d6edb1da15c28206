package torch4j.training.metrics;

import java.util.Arrays;
import torch4j.Tensor;
import torch4j.Torch;
import torch4j.internal.TensorDescription;

/**
 * A batch's classes. Elements without a valid class are in the slot after the classes, those to be
 * ignored in the one after that, so that nothing has to be asked of a device.
 *
 * @param predicted the predicted classes, one dimension
 * @param actual the target's classes, one dimension
 */
record ClassBatch(Tensor predicted, Tensor actual) {
  static ClassBatch of(Tensor predictions, Tensor target, ClassificationOptions options) {
    requireShapes(predictions, target, options);
    Tensor actual = target.toLong().flatten();
    Tensor predicted = predicted(predictions, target, options).toLong().flatten();
    int classes = options.numClasses();
    Tensor valid = inRange(actual, classes).logicalAnd(inRange(predicted, classes));
    Tensor actualSlot = Torch.where(valid, actual, (long) classes);
    Tensor predictedSlot = Torch.where(valid, predicted, (long) classes);
    if (options.ignoreIndex() != null) {
      Tensor kept = actual.ne((long) options.ignoreIndex());
      actualSlot = Torch.where(kept, actualSlot, classes + 1L);
      predictedSlot = Torch.where(kept, predictedSlot, classes + 1L);
    }
    return new ClassBatch(predictedSlot, actualSlot);
  }

  static Tensor inRange(Tensor classes, long count) {
    return classes.ge(0L).logicalAnd(classes.lt(count));
  }

  private static Tensor predicted(
      Tensor predictions, Tensor target, ClassificationOptions options) {
    if (!predictions.dtype().isFloatingPoint()) {
      return predictions;
    }
    if (options.isBinary()) {
      return predictions.gt(options.threshold());
    }
    return options.topK() == 1 ? predictions.argmax(1) : bestOf(predictions, target, options);
  }

  // The target where it is among the best, else the best. Of equal scores, the first class is
  // better, as with argmax.
  private static Tensor bestOf(Tensor scores, Tensor target, ClassificationOptions options) {
    int classes = options.numClasses();
    Tensor safe = target.toLong().clamp(0L, classes - 1L).unsqueeze(1);
    Tensor own = scores.gather(1, safe);
    long[] along = new long[(int) scores.dim()];
    Arrays.fill(along, 1);
    along[1] = classes;
    Tensor index = Torch.arange(classes).to(scores.device()).reshape(along);
    Tensor better = scores.gt(own).logicalOr(scores.eq(own).logicalAnd(index.lt(safe)));
    Tensor hit = better.sum(1).lt((long) options.topK());
    return Torch.where(hit, target.toLong(), scores.argmax(1));
  }

  static void requireShapes(Tensor predictions, Tensor target, ClassificationOptions options) {
    if (target.dtype().isFloatingPoint() || target.dtype().isComplex()) {
      throw new IllegalArgumentException(
          "target: got " + TensorDescription.of(target) + ", expected classes: whole numbers");
    }
    boolean scores = predictions.dtype().isFloatingPoint();
    boolean fits =
        (scores && !options.isBinary())
            ? isScores(predictions, target, options.numClasses())
            : Arrays.equals(predictions.shape(), target.shape());
    if (!fits || predictions.dtype().isComplex() || (!scores && options.topK() > 1)) {
      throw new IllegalArgumentException(
          "predictions: got "
              + TensorDescription.of(predictions)
              + " for a target of "
              + TensorDescription.of(target)
              + ", expected "
              + expected(options));
    }
  }

  private static String expected(ClassificationOptions options) {
    if (options.isBinary()) {
      return "probabilities or classes of the target's shape";
    }
    String scores = "floating-point scores of [N, " + options.numClasses() + ", ...]";
    return options.topK() > 1 ? scores : scores + ", or classes of the target's shape";
  }

  static boolean isScores(Tensor predictions, Tensor target, long classes) {
    long[] shape = predictions.shape();
    if (shape.length != target.dim() + 1 || shape.length < 2 || shape[1] != classes) {
      return false;
    }
    long[] without = new long[shape.length - 1];
    without[0] = shape[0];
    System.arraycopy(shape, 2, without, 1, shape.length - 2);
    return Arrays.equals(without, target.shape());
  }
}
