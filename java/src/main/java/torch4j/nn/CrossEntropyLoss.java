package torch4j.nn;

import org.bytedeco.pytorch.CrossEntropyLossImpl;
import org.bytedeco.pytorch.CrossEntropyLossOptions;
import org.bytedeco.pytorch.Tensor;

/**
 * The cross entropy between scores and classes. Same as {@code torch.nn.CrossEntropyLoss}: input
 * {@code [N, C]}, {@code [C]} or {@code [N, C, d1, ...]}; target the classes as int64, without the
 * dimension C, or class probabilities of the input's shape.
 */
public final class CrossEntropyLoss extends Loss {
  private final CrossEntropyLossImpl impl;

  /**
   * What {@code torch.nn.CrossEntropyLoss} takes, with its defaults.
   *
   * @param weight the weight of each class, {@code [C]}, or null
   * @param ignoreIndex the class that does not count
   * @param reduction what becomes of the losses of the elements
   * @param labelSmoothing how much of the target is spread over all classes, between 0 and 1
   */
  public record Options(
      Tensor weight, long ignoreIndex, Reduction reduction, double labelSmoothing) {
    /** Checks the values. */
    public Options {
      if (!(labelSmoothing >= 0 && labelSmoothing <= 1)) {
        throw new IllegalArgumentException(
            "labelSmoothing: got " + labelSmoothing + ", expected between 0 and 1");
      }
    }

    /** A weight for each class, {@code [C]}. */
    public Options weight(Tensor weight) {
      return new Options(weight, ignoreIndex, reduction, labelSmoothing);
    }

    /** Another class that does not count. */
    public Options ignoreIndex(long ignoreIndex) {
      return new Options(weight, ignoreIndex, reduction, labelSmoothing);
    }

    /** What becomes of the losses of the elements. */
    public Options reduction(Reduction reduction) {
      return new Options(weight, ignoreIndex, reduction, labelSmoothing);
    }

    /** How much of the target is spread over all classes. */
    public Options labelSmoothing(double labelSmoothing) {
      return new Options(weight, ignoreIndex, reduction, labelSmoothing);
    }
  }

  /** PyTorch's defaults. */
  public static Options options() {
    return new Options(null, -100, Reduction.MEAN, 0);
  }

  /** A loss with PyTorch's defaults. */
  public CrossEntropyLoss() {
    this(options());
  }

  /** A loss with all options. */
  public CrossEntropyLoss(Options options) {
    this(build(() -> make(options)));
  }

  private CrossEntropyLoss(CrossEntropyLossImpl impl) {
    super(impl);
    this.impl = impl;
  }

  private static CrossEntropyLossImpl make(Options options) {
    var nativeOptions = new CrossEntropyLossOptions();
    if (options.weight != null) {
      nativeOptions.weight().put(options.weight);
    }
    nativeOptions.ignore_index().put(options.ignoreIndex);
    options.reduction.into(nativeOptions.reduction());
    nativeOptions.label_smoothing().put(options.labelSmoothing);
    return new CrossEntropyLossImpl(nativeOptions);
  }

  @Override
  public Tensor forward(Tensor input, Tensor target) {
    return impl.forward(input, target);
  }

  @Override
  String expectedInput() {
    return "[N, C, ...] and classes [N, ...] int64 or probabilities of the input's shape";
  }
}
