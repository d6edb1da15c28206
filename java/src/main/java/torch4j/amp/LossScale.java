package torch4j.amp;

import java.util.function.BiPredicate;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch.ScalarType;
import torch4j.Torch;

/**
 * The scale, and how many good steps it has had: tensors on the device of the first output that was
 * scaled, so that neither scaling nor updating waits for the device. They belong to no scope.
 */
final class LossScale {
  private double first;
  private int firstGrowthTracker;
  private Tensor scale;
  private Tensor growthTracker;

  LossScale(double first) {
    this.first = first;
  }

  /** Whether anything has been scaled yet. */
  boolean isMade() {
    return scale != null;
  }

  /** The output times the scale, which is made at the first call. */
  Tensor times(Tensor output) {
    if (scale == null) {
      Tensor tracker = make(firstGrowthTracker, ScalarType.Int, output);
      scale = make(first, ScalarType.Float, output);
      growthTracker = tracker;
    }
    return output.mul(scale.to(output.device(), ScalarType.Float));
  }

  /**
   * Calls with one over the scale, computed in float64 as Python does, and a zero in which
   * infinities are noted.
   *
   * @param unscale returns whether there was a gradient
   * @return what was noted, to be closed by the caller; null if there was no gradient
   */
  Tensor checking(BiPredicate<Tensor, Tensor> unscale) {
    Tensor foundInf = make(0, ScalarType.Float, scale);
    boolean found = false;
    try (Tensor inverse = inverse()) {
      found = unscale.test(inverse, foundInf);
    } finally {
      if (!found) {
        foundInf.close();
      }
    }
    return found ? foundInf : null;
  }

  private Tensor inverse() {
    try (var scope = Torch.scope()) {
      return scope.keep(scale.to(ScalarType.Double).reciprocal().to(ScalarType.Float));
    }
  }

  private static Tensor make(double value, ScalarType dtype, Tensor beside) {
    try (var scope = Torch.scope()) {
      Tensor made = Tensor.create(new double[] {value}, new long[0]);
      return scope.keep(made.to(beside.device(), dtype));
    }
  }

  /** Lets the scale grow or back off, without a look at it. */
  void update(Tensor foundInf, GradScalerOptions options) {
    NativeAmp.updateScale(
        scale.address(),
        growthTracker.address(),
        foundInf.address(),
        options.growthFactor(),
        options.backoffFactor(),
        options.growthInterval());
  }

  void fill(double value) {
    try (var scope = Torch.scope()) {
      scale.fill_(new Scalar(value));
    }
  }

  void copy(Tensor value) {
    try (var scope = Torch.scope()) {
      scale.copy_(value.reshape());
    }
  }

  /** Takes up another run's scale. */
  void load(double value, int tracker) {
    first = value;
    firstGrowthTracker = tracker;
    if (scale != null) {
      fill(value);
      try (var scope = Torch.scope()) {
        growthTracker.fill_(new Scalar(tracker));
      }
    }
  }

  /** The scale; waits for the device. */
  double value() {
    return scale == null ? first : scale.item_double();
  }

  /** The number of good steps since the scale changed; waits for the device. */
  int growthTracker() {
    return growthTracker == null ? firstGrowthTracker : growthTracker.item_int();
  }
}
