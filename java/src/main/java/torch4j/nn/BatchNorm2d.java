package torch4j.nn;

import org.bytedeco.pytorch.BatchNorm2dImpl;
import org.bytedeco.pytorch.BatchNormOptions;
import org.bytedeco.pytorch.DoubleOptional;
import org.bytedeco.pytorch.Tensor;

/**
 * Normalises each channel over batch and image. Same as {@code torch.nn.BatchNorm2d}: input {@code
 * [N, numFeatures, H, W]}; by the batch's mean and variance while training, by the running ones in
 * evaluation.
 */
public final class BatchNorm2d extends Module {
  private final BatchNorm2dImpl impl;
  private final long numFeatures;
  private final Options options;

  /**
   * What {@code torch.nn.BatchNorm2d} takes beside the channels, with its defaults.
   *
   * @param eps added to the variance
   * @param momentum the weight of the new batch in the running averages; null for their plain mean
   * @param affine whether a weight and a bias are learned
   * @param trackRunningStats whether running averages are kept
   */
  public record Options(double eps, Double momentum, boolean affine, boolean trackRunningStats) {
    /** Another addend to the variance. */
    public Options eps(double eps) {
      return new Options(eps, momentum, affine, trackRunningStats);
    }

    /** Another weight of the new batch in the running averages; null for their plain mean. */
    public Options momentum(Double momentum) {
      return new Options(eps, momentum, affine, trackRunningStats);
    }

    /** With or without weight and bias. */
    public Options affine(boolean affine) {
      return new Options(eps, momentum, affine, trackRunningStats);
    }

    /** With or without running averages. */
    public Options trackRunningStats(boolean trackRunningStats) {
      return new Options(eps, momentum, affine, trackRunningStats);
    }
  }

  /** PyTorch's defaults. */
  public static Options options() {
    return new Options(1e-5, 0.1, true, true);
  }

  /** A layer with PyTorch's defaults. */
  public BatchNorm2d(long numFeatures) {
    this(numFeatures, options());
  }

  /** A layer with all options. */
  public BatchNorm2d(long numFeatures, Options options) {
    this(numFeatures, options, build(() -> make(numFeatures, options)));
  }

  private BatchNorm2d(long numFeatures, Options options, BatchNorm2dImpl impl) {
    super(impl);
    this.impl = impl;
    this.numFeatures = numFeatures;
    this.options = options;
  }

  private static BatchNorm2dImpl make(long numFeatures, Options options) {
    var native2d = new BatchNormOptions(numFeatures);
    native2d.eps().put(options.eps);
    native2d
        .momentum()
        .put(
            options.momentum == null ? new DoubleOptional() : new DoubleOptional(options.momentum));
    native2d.affine().put(options.affine);
    native2d.track_running_stats().put(options.trackRunningStats);
    return new BatchNorm2dImpl(native2d);
  }

  @Override
  public Tensor forward(Tensor input) {
    return impl.forward(input);
  }

  @Override
  String expectedInput() {
    return "[N, " + numFeatures + ", H, W], of the weight's dtype";
  }

  @Override
  protected String extraRepr() {
    return numFeatures
        + ", eps="
        + pythonFloat(options.eps)
        + ", momentum="
        + (options.momentum == null ? "None" : pythonFloat(options.momentum))
        + ", affine="
        + python(options.affine)
        + ", track_running_stats="
        + python(options.trackRunningStats);
  }
}
