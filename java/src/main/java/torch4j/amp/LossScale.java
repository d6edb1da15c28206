package torch4j.amp;

import java.util.function.BiPredicate;
import torch4j.DType;
import torch4j.Tensor;
import torch4j.Torch;

/**
 * The scale factor and the growth tracker: tensors on the device of the first output that was
 * scaled, so that neither scaling nor updating synchronizes with the device. They belong to no
 * scope.
 */
final class LossScale {
  private double initScale;
  private int initGrowthTracker;
  private Tensor scale;
  private Tensor growthTracker;

  LossScale(double initScale) {
    this.initScale = initScale;
  }

  /** Whether the tensors exist, that is, an output has been scaled. */
  boolean isInitialized() {
    return scale != null;
  }

  /** The output multiplied by the scale; the first call creates the tensors. */
  Tensor times(Tensor output) {
    if (scale == null) {
      Tensor tracker = create(initGrowthTracker, DType.int32, output);
      scale = create(initScale, DType.float32, output);
      growthTracker = tracker;
    }
    return output.mul(scale.to(output.device(), DType.float32));
  }

  /**
   * Calls {@code unscale} with the inverse of the scale, computed in float64 as in Python, and with
   * a new {@code foundInf} of 0.
   *
   * @param unscale unscales gradients and returns whether there were any
   * @return the {@code foundInf}, to be closed by the caller; null if there were no gradients
   */
  Tensor withFoundInf(BiPredicate<Tensor, Tensor> unscale) {
    Tensor foundInf = create(0, DType.float32, scale);
    boolean hasGradients = false;
    try (Tensor inverse = inverse()) {
      hasGradients = unscale.test(inverse, foundInf);
    } finally {
      if (!hasGradients) {
        foundInf.close();
      }
    }
    return hasGradients ? foundInf : null;
  }

  private Tensor inverse() {
    try (var scope = Torch.scope()) {
      return scope.keep(scale.to(DType.float64).reciprocal().to(DType.float32));
    }
  }

  private static Tensor create(double value, DType dtype, Tensor like) {
    try (var scope = Torch.scope()) {
      Tensor created =
          Tensor.wrap(org.bytedeco.pytorch.Tensor.create(new double[] {value}, new long[0]));
      return scope.keep(created.to(like.device(), dtype));
    }
  }

  /** Updates the scale and the growth tracker, without host synchronization. */
  void update(Tensor foundInf, GradScalerOptions options) {
    NativeAmp.updateScale(
        scale.unwrap().address(),
        growthTracker.unwrap().address(),
        foundInf.unwrap().address(),
        options.growthFactor(),
        options.backoffFactor(),
        options.growthInterval());
  }

  void fill(double value) {
    try (var scope = Torch.scope()) {
      scale.fill_(value);
    }
  }

  void copy(Tensor value) {
    try (var scope = Torch.scope()) {
      scale.copy_(value.reshape());
    }
  }

  /** Sets the scale and the growth tracker of a loaded state dict. */
  void load(double value, int tracker) {
    initScale = value;
    initGrowthTracker = tracker;
    if (scale != null) {
      fill(value);
      try (var scope = Torch.scope()) {
        growthTracker.fill_(tracker);
      }
    }
  }

  /** The value of the scale; synchronizes with the device. */
  double value() {
    return scale == null ? initScale : scale.itemDouble();
  }

  /**
   * The number of consecutive updates without infinite or NaN gradients since the scale last
   * changed; synchronizes with the device.
   */
  int growthTracker() {
    return growthTracker == null ? initGrowthTracker : growthTracker.itemInt();
  }
}
