package torch4j.nn;

import org.bytedeco.pytorch.global.torch;
import torch4j.Tensor;
import torch4j.nn.functional.BatchNormOptions;
import torch4j.nn.functional.Sizes;

/**
 * The base class of the instance normalizations. Same as {@code
 * torch.nn.modules.instancenorm._InstanceNorm}.
 */
abstract class InstanceNormLayer extends ChannelNormLayer {
  InstanceNormLayer(
      long numFeatures, BatchNormOptions options, int leastDimensions, int mostDimensions) {
    super(numFeatures, options, leastDimensions, mostDimensions);
  }

  /** A lazy layer, whose number of channels is inferred from the first input. */
  InstanceNormLayer(BatchNormOptions options, int leastDimensions, int mostDimensions) {
    super(options, leastDimensions, mostDimensions);
  }

  @Override
  final Tensor normalize(Tensor input) {
    long channels = input.dim() - leastDimensions;
    if (options.affine() && input.size(channels) != numFeatures()) {
      throw invalidInput(
          "expected input's size at dim="
              + channels
              + " to match num_features ("
              + numFeatures()
              + "), but got: "
              + input.size(channels),
          input);
    }
    return channels == 0 ? batch(input.unsqueeze(0)).squeeze(0) : batch(input);
  }

  private Tensor batch(Tensor input) {
    boolean useInputStats = isTraining() || !options.trackRunningStats();
    if (useInputStats) {
      requireSeveralElements(input);
    }
    return Tensor.wrap(
        torch.instance_norm(
            input.unwrap(),
            optionalParameter("weight"),
            optionalParameter("bias"),
            optionalBuffer("running_mean"),
            optionalBuffer("running_var"),
            useInputStats,
            options.momentum() == null ? 0 : options.momentum(),
            options.eps(),
            true));
  }

  private void requireSeveralElements(Tensor input) {
    long elements = 1;
    for (int i = 2; i < input.dim(); i++) {
      elements *= input.size(i);
    }
    if (elements == 1) {
      throw invalidInput(
          "Expected more than 1 spatial element when training, got input size "
              + Sizes.tuple(input.shape()),
          input);
    }
  }

  @Override
  protected final String expectedInput() {
    String rest = (numFeatures() == 0 ? "C" : numFeatures()) + ", " + spatial() + "]";
    return "[N, " + rest + " or [" + rest + ", floating-point";
  }
}
