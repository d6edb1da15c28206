package torch4j.nn;

import org.bytedeco.pytorch.Tensor;

/** Sees the gradients that arrive at a node of the graph, and may replace them. */
@FunctionalInterface
interface GradientObserver {
  /**
   * Called when all gradients are there.
   *
   * @param gradients null for one that has none
   * @return the gradients to go on with, as many
   */
  Tensor[] onGradients(Tensor[] gradients);

  /**
   * Native code calls this, with the node's gradients.
   *
   * @param source where {@link NativeModule#gradient} takes them from and puts them back
   */
  @SuppressWarnings("unused")
  default void onGradients(long source, int count) {
    var gradients = new Tensor[count];
    for (int i = 0; i < count; i++) {
      Tensor gradient = new Tensor();
      NativeModule.gradient(source, i, gradient.address());
      gradients[i] = gradient.defined() ? gradient : null;
    }
    Tensor[] changed = onGradients(gradients);
    for (int i = 0; i < count; i++) {
      NativeModule.setGradient(source, i, changed[i] == null ? 0 : changed[i].address());
    }
  }
}
