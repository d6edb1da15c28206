package torch4j.nn;

import torch4j.Tensor;

/** Called with the gradients of a node of the autograd graph, which it may replace. */
@FunctionalInterface
interface GradientObserver {
  /**
   * Called when all gradients of the node have been computed.
   *
   * @param gradients the gradients; null for an undefined one
   * @return the gradients to propagate, as many as given
   */
  Tensor[] onGradients(Tensor[] gradients);

  /**
   * Called by native code with the gradients of the node.
   *
   * @param source the address of the gradients, for {@link NativeModule#gradient} and {@link
   *     NativeModule#setGradient}
   */
  @SuppressWarnings("unused")
  default void onGradients(long source, int count) {
    var gradients = new Tensor[count];
    for (int i = 0; i < count; i++) {
      Tensor gradient = Tensor.wrap(new org.bytedeco.pytorch.Tensor());
      NativeModule.gradient(source, i, gradient.unwrap().address());
      gradients[i] = gradient.unwrap().defined() ? gradient : null;
    }
    Tensor[] changed = onGradients(gradients);
    for (int i = 0; i < count; i++) {
      NativeModule.setGradient(source, i, changed[i] == null ? 0 : changed[i].unwrap().address());
    }
  }
}
