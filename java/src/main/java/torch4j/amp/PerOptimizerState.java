package torch4j.amp;

import org.bytedeco.pytorch.Tensor;

/** How far an optimizer has come since the scaler's last update, and what its gradients were. */
final class PerOptimizerState {
  private enum Stage {
    READY,
    UNSCALED,
    STEPPED
  }

  private Stage stage = Stage.READY;
  private Tensor foundInf;

  /**
   * Returns if the gradients are still scaled.
   *
   * @throws IllegalStateException if they are not, or the optimizer has stepped
   */
  void requireReady() {
    if (stage == Stage.UNSCALED) {
      throw new IllegalStateException(
          "unscale_: got an optimizer that is unscaled, expected step and update in between;"
              + " unscale_() has already been called on this optimizer since the last update().");
    }
    if (stage == Stage.STEPPED) {
      throw new IllegalStateException(
          "unscale_: got an optimizer that has stepped, expected update in between; unscale_() is"
              + " being called after step().");
    }
  }

  /**
   * Returns if the optimizer has not stepped.
   *
   * @throws IllegalStateException if it has
   */
  void requireNotStepped() {
    if (stage == Stage.STEPPED) {
      throw new IllegalStateException(
          "step: got an optimizer that has stepped, expected update in between; step() has already"
              + " been called since the last update().");
    }
  }

  boolean isUnscaled() {
    return stage == Stage.UNSCALED;
  }

  /** Whether all gradients are finite; waits for the device. */
  boolean isFinite() {
    return foundInf.item_float() == 0;
  }

  /** More than 0 if a gradient is infinite or NaN; null if there are no gradients. */
  Tensor foundInf() {
    return foundInf;
  }

  /** The gradients have been unscaled, with these infinities found; the tensor belongs to this. */
  void unscaled(Tensor foundInf) {
    this.foundInf = foundInf;
    stage = Stage.UNSCALED;
  }

  void stepped() {
    stage = Stage.STEPPED;
  }

  void close() {
    if (foundInf != null) {
      foundInf.close();
    }
  }
}
