package torch4j.nn;

import torch4j.nn.functional.MaxPoolOptions;
import torch4j.nn.functional.Sizes;

/** What the max poolings share. Same as {@code torch.nn.modules.pooling._MaxPoolNd}. */
abstract class MaxPoolLayer extends Module {
  final Sizes kernelSize;
  final MaxPoolOptions options;

  MaxPoolLayer(Sizes kernelSize, MaxPoolOptions options) {
    this.kernelSize = kernelSize;
    this.options = options;
  }

  @Override
  protected final String extraRepr() {
    return "kernel_size="
        + kernelSize
        + ", stride="
        + (options.stride() == null ? kernelSize : options.stride())
        + ", padding="
        + options.padding()
        + ", dilation="
        + options.dilation()
        + ", ceil_mode="
        + Repr.of(options.ceilMode());
  }
}
