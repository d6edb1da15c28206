package torch4j.nn;

import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.global.torch;
import torch4j.Tensor;
import torch4j.internal.Unscoped;
import torch4j.nn.functional.BatchNormOptions;
import torch4j.nn.functional.Sizes;

/**
 * The base class of the batch normalizations. Same as {@code
 * torch.nn.modules.batchnorm._BatchNorm}.
 */
public abstract class BatchNormLayer extends ChannelNormLayer {
  private static final Scalar ONE = Unscoped.make(() -> new Scalar(1));

  BatchNormLayer(
      long numFeatures, BatchNormOptions options, int leastDimensions, int mostDimensions) {
    super(numFeatures, options, leastDimensions, mostDimensions);
  }

  /** A lazy layer, whose number of channels is inferred from the first input. */
  BatchNormLayer(BatchNormOptions options, int leastDimensions, int mostDimensions) {
    super(options, leastDimensions, mostDimensions);
  }

  /**
   * The value used for the computation of the running mean and variance; null for a cumulative
   * moving average.
   */
  public final Double momentum() {
    return options.momentum();
  }

  /**
   * Sets the value used for the computation of the running mean and variance; null for a cumulative
   * moving average. Same as {@code momentum = value}.
   */
  public final void momentum(Double momentum) {
    options = options.momentum(momentum);
  }

  @Override
  final Tensor normalize(Tensor input) {
    boolean updates = isTraining() && options.trackRunningStats();
    boolean byBatch = isTraining() || buffer("running_mean") == null;
    requireComputable(input, byBatch);
    double factor = options.momentum() == null ? 0 : options.momentum();
    if (updates) {
      Tensor batches = buffer("num_batches_tracked");
      batches.unwrap().add_(ONE);
      if (options.momentum() == null) {
        factor = 1.0 / (double) batches.itemLong();
      }
    }
    return Tensor.wrap(
        torch.batch_norm(
            input.unwrap(),
            optionalParameter("weight"),
            optionalParameter("bias"),
            optionalBuffer("running_mean"),
            optionalBuffer("running_var"),
            byBatch,
            factor,
            options.eps(),
            true));
  }

  // What Python's F.batch_norm checks: ATen would divide by zero.
  private void requireComputable(Tensor input, boolean byBatch) {
    double eps = options.eps();
    if (eps < 0 || (byBatch && eps == 0)) {
      throw invalidInput("batch_norm eps must be positive during training, but got " + eps, input);
    }
    // A channel has one value only if the input has no more values than channels.
    if (byBatch && input.numel() == input.size(1)) {
      long values = input.size(0);
      for (int i = 2; i < input.dim(); i++) {
        values *= input.size(i);
      }
      if (values == 1) {
        throw invalidInput(
            "Expected more than 1 value per channel when training, got input size "
                + Sizes.tuple(input.shape()),
            input);
      }
    }
  }

  @Override
  protected final String expectedInput() {
    String channels = "[N, " + (numFeatures() == 0 ? "C" : numFeatures());
    String whole = channels + ", " + spatial() + "]";
    return (leastDimensions == 2 ? channels + "] or " + whole : whole) + ", floating-point";
  }
}
