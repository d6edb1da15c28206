package torch4j.nn;

import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;
import org.bytedeco.pytorch.global.torch.ScalarType;
import torch4j.internal.Unscoped;
import torch4j.nn.functional.BatchNormOptions;
import torch4j.nn.init.Init;

/** What the batch normalisations share. Same as {@code torch.nn.modules.batchnorm._BatchNorm}. */
abstract class BatchNormLayer extends Module {
  private static final Scalar ONE = Unscoped.make(() -> new Scalar(1));

  final long numFeatures;
  final BatchNormOptions options;

  BatchNormLayer(long numFeatures, BatchNormOptions options) {
    this.numFeatures = numFeatures;
    this.options = options;
    registerParameter("weight", options.affine() ? empty(numFeatures) : null);
    registerParameter("bias", options.affine() ? empty(numFeatures) : null);
    boolean track = options.trackRunningStats();
    registerBuffer("running_mean", track ? empty(numFeatures) : null);
    registerBuffer("running_var", track ? empty(numFeatures) : null);
    registerBuffer("num_batches_tracked", track ? torch.zeros().to(ScalarType.Long) : null);
    resetParameters();
  }

  /** Forgets the running averages. Same as {@code reset_running_stats}. */
  public final void resetRunningStats() {
    if (options.trackRunningStats()) {
      Init.zeros_(buffer("running_mean"));
      Init.ones_(buffer("running_var"));
      Init.zeros_(buffer("num_batches_tracked"));
    }
  }

  /** Sets the first values again. Same as {@code reset_parameters}. */
  public final void resetParameters() {
    resetRunningStats();
    if (options.affine()) {
      Init.ones_(weight());
      Init.zeros_(bias());
    }
  }

  /**
   * Throws if the input has not the dimensions of this layer, which LibTorch does not check.
   *
   * @throws IllegalArgumentException with Python's words
   */
  abstract void requireDimensions(Tensor input);

  @Override
  public final Tensor forward(Tensor input) {
    requireDimensions(input);
    boolean updates = isTraining() && options.trackRunningStats();
    Tensor batches = buffer("num_batches_tracked");
    if (updates) {
      batches.add_(ONE);
    }
    double factor = options.momentum() == null ? 0 : options.momentum();
    if (updates && options.momentum() == null) {
      factor = 1.0 / batches.item_long();
    }
    boolean byBatch = isTraining() || buffer("running_mean") == null;
    return torch.batch_norm(
        input,
        optionalParameter("weight"),
        optionalParameter("bias"),
        optionalBuffer("running_mean"),
        optionalBuffer("running_var"),
        byBatch,
        factor,
        options.eps(),
        true);
  }

  /** The weight, {@code [numFeatures]}, or null without one. */
  public final Tensor weight() {
    return parameter("weight");
  }

  /** The bias, {@code [numFeatures]}, or null without one. */
  public final Tensor bias() {
    return parameter("bias");
  }

  @Override
  final boolean mayLack(String name) {
    return name.equals("num_batches_tracked");
  }

  @Override
  protected final String extraRepr() {
    return numFeatures
        + ", eps="
        + Repr.of(options.eps())
        + ", momentum="
        + Repr.of(options.momentum())
        + ", affine="
        + Repr.of(options.affine())
        + ", track_running_stats="
        + Repr.of(options.trackRunningStats());
  }
}
