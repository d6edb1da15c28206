package torch4j.nn;

import java.util.List;
import torch4j.DType;
import torch4j.Tensor;
import torch4j.Torch;
import torch4j.internal.Require;
import torch4j.nn.functional.BatchNormOptions;
import torch4j.nn.init.Init;

/**
 * The base class of batch and instance normalization, lazy or not. Same as {@code
 * torch.nn.modules.batchnorm._NormBase} and {@code _LazyNormBase}.
 */
abstract class ChannelNormLayer extends Module {
  private static final String LAZY = "Lazy";

  BatchNormOptions options;
  final int leastDimensions;
  private final int mostDimensions;
  private long numFeatures;
  private boolean unseen;

  ChannelNormLayer(
      long numFeatures, BatchNormOptions options, int leastDimensions, int mostDimensions) {
    this.options = Require.nonNull(options, "options", "options");
    this.leastDimensions = leastDimensions;
    this.mostDimensions = mostDimensions;
    this.numFeatures = numFeatures;
    registerParameter("weight", options.affine() ? empty(numFeatures) : null);
    registerParameter("bias", hasBias() ? empty(numFeatures) : null);
    boolean track = options.trackRunningStats();
    registerBuffer("running_mean", track ? empty(numFeatures) : null);
    registerBuffer("running_var", track ? empty(numFeatures) : null);
    registerBuffer("num_batches_tracked", track ? zeroBatches() : null);
    resetParameters();
  }

  /** A lazy layer, whose number of channels is inferred from the first input. */
  ChannelNormLayer(BatchNormOptions options, int leastDimensions, int mostDimensions) {
    this.options = Require.nonNull(options, "options", "options");
    this.leastDimensions = leastDimensions;
    this.mostDimensions = mostDimensions;
    unseen = true;
    if (options.affine()) {
      registerLazyParameter("weight");
    } else {
      registerParameter("weight", null);
    }
    if (hasBias()) {
      registerLazyParameter("bias");
    } else {
      registerParameter("bias", null);
    }
    if (options.trackRunningStats()) {
      registerLazyBuffer("running_mean");
      registerLazyBuffer("running_var");
      registerBuffer("num_batches_tracked", zeroBatches());
    } else {
      registerBuffer("running_mean", null);
      registerBuffer("running_var", null);
      registerBuffer("num_batches_tracked", null);
    }
  }

  private boolean hasBias() {
    return options.affine() && options.bias();
  }

  private static Tensor zeroBatches() {
    return Torch.zeros().to(DType.int64);
  }

  private void initialize(long features) {
    if (!isLazy()) {
      return;
    }
    numFeatures = features;
    for (String name : List.of("weight", "bias", "running_mean", "running_var")) {
      materialize(name, features);
    }
    resetParameters();
  }

  @Override
  final void loaded() {
    Tensor first = weight() == null ? buffer("running_mean") : weight();
    if (first != null && !isLazy()) {
      numFeatures = first.size(0);
    }
  }

  /** The number of channels; 0 for a lazy layer before its first input. */
  final long numFeatures() {
    return numFeatures;
  }

  /** Resets the running statistics. Same as {@code reset_running_stats}. */
  public final void resetRunningStats() {
    if (options.trackRunningStats() && !isLazy()) {
      Init.zeros_(buffer("running_mean"));
      Init.ones_(buffer("running_var"));
      Init.zeros_(buffer("num_batches_tracked"));
    }
  }

  /** Re-initializes the parameters. Same as {@code reset_parameters}. */
  public final void resetParameters() {
    if (isLazy()) {
      return;
    }
    resetRunningStats();
    if (weight() != null) {
      Init.ones_(weight());
    }
    if (bias() != null) {
      Init.zeros_(bias());
    }
  }

  @Override
  public final Tensor forward(Tensor input) {
    long dimensions = input.dim();
    if (dimensions < leastDimensions || dimensions > mostDimensions) {
      throw invalidInput(
          "expected " + dimensions() + " input (got " + dimensions + "D input)", input);
    }
    if (unseen) {
      initialize(input.size(1));
      unseen = false;
    }
    return normalize(input);
  }

  /** Computes the output for an input whose number of dimensions has been checked. */
  abstract Tensor normalize(Tensor input);

  private String dimensions() {
    return leastDimensions == mostDimensions
        ? leastDimensions + "D"
        : leastDimensions + "D or " + mostDimensions + "D";
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
  final long stateVersion() {
    return 2;
  }

  @Override
  final boolean mayLack(String name) {
    return name.equals("num_batches_tracked");
  }

  @Override
  final String typeName() {
    String name = super.typeName();
    return name.startsWith(LAZY) && !unseen ? name.substring(LAZY.length()) : name;
  }

  /** The symbols of the spatial dimensions in the input's shape, for messages. */
  final String spatial() {
    return switch (mostDimensions) {
      case 3 -> "L";
      case 4 -> "H, W";
      default -> "D, H, W";
    };
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
        + ", bias="
        + Repr.of(hasBias())
        + ", track_running_stats="
        + Repr.of(options.trackRunningStats());
  }
}
