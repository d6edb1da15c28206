package torch4j.amp;

import torch4j.Tensor;

/**
 * The state of an optimizer since the scaler's last update: Python's {@code _per_optimizer_states}.
 */
final class PerOptimizerState {
  private enum OptState {
    READY,
    UNSCALED,
    STEPPED
  }

  private OptState optState = OptState.READY;
  private Tensor foundInf;

  /**
   * Throws unless the gradients are still scaled.
   *
   * @throws IllegalStateException if they have been unscaled, or the optimizer has stepped
   */
  void requireReady() {
    if (optState == OptState.UNSCALED) {
      throw new IllegalStateException(
          "unscale_: got an optimizer that is unscaled, expected step and update in between;"
              + " unscale_() has already been called on this optimizer since the last update().");
    }
    if (optState == OptState.STEPPED) {
      throw new IllegalStateException(
          "unscale_: got an optimizer that has stepped, expected update in between; unscale_() is"
              + " being called after step().");
    }
  }

  /**
   * Throws if the optimizer has stepped.
   *
   * @throws IllegalStateException if it has
   */
  void requireNotStepped() {
    if (optState == OptState.STEPPED) {
      throw new IllegalStateException(
          "step: got an optimizer that has stepped, expected update in between; step() has already"
              + " been called since the last update().");
    }
  }

  boolean isUnscaled() {
    return optState == OptState.UNSCALED;
  }

  /** Whether all gradients are finite; synchronizes with the device. */
  boolean isFinite() {
    return foundInf.itemFloat() == 0;
  }

  /**
   * A tensor that is greater than 0 if a gradient is infinite or NaN; null if there are no
   * gradients or they have not been unscaled.
   */
  Tensor foundInf() {
    return foundInf;
  }

  /** Records that the gradients have been unscaled, and takes over their {@code foundInf}. */
  void unscaled(Tensor foundInf) {
    this.foundInf = foundInf;
    optState = OptState.UNSCALED;
  }

  void stepped() {
    optState = OptState.STEPPED;
  }

  void close() {
    if (foundInf != null) {
      foundInf.close();
    }
  }
}
