package torch4j.distributions;

import java.util.Arrays;
import torch4j.Tensor;

/**
 * A distribution whose last batch dimensions belong to one sample: probabilities are summed over
 * them. Same as {@code torch.distributions.Independent}.
 */
public final class Independent extends Distribution {
  private final Distribution baseDist;
  private final int reinterpretedBatchNdims;

  /**
   * The distribution, and how many of its batch dimensions belong to one sample.
   *
   * @throws IllegalArgumentException if there are not so many
   */
  public Independent(Distribution baseDistribution, int reinterpretedBatchNdims) {
    this(baseDistribution, reinterpretedBatchNdims, null);
  }

  /**
   * The distribution, and how many of its batch dimensions belong to one sample.
   *
   * @param validateArgs whether values are checked; null: the default
   * @throws IllegalArgumentException if there are not so many
   */
  public Independent(
      Distribution baseDistribution, int reinterpretedBatchNdims, Boolean validateArgs) {
    super(
        batchShape(baseDistribution, reinterpretedBatchNdims),
        eventShape(baseDistribution, reinterpretedBatchNdims),
        validateArgs);
    this.baseDist = baseDistribution;
    this.reinterpretedBatchNdims = reinterpretedBatchNdims;
  }

  private Independent(Independent like, long... batchShape) {
    super(like, batchShape);
    this.reinterpretedBatchNdims = like.reinterpretedBatchNdims;
    long[] event = Arrays.copyOf(eventShape(), reinterpretedBatchNdims);
    this.baseDist = like.baseDist.expand(Operators.join(batchShape, event));
  }

  private static long[] batchShape(Distribution base, int dims) {
    if (base == null) {
      throw new IllegalArgumentException(
          "Independent: baseDistribution: got null, expected a distribution");
    }
    long[] batchShape = base.batchShape();
    if (dims < 0 || dims > batchShape.length) {
      throw new IllegalArgumentException(
          "Independent: reinterpretedBatchNdims: got "
              + dims
              + ", expected at most the batch's dimensions, "
              + batchShape.length);
    }
    return Operators.withoutLast(batchShape, dims);
  }

  private static long[] eventShape(Distribution base, int dims) {
    return Operators.last(base.extendedShape(), dims + base.eventShape().length);
  }

  /** The distribution of the parts. Same as {@code base_dist}. */
  public Distribution baseDist() {
    return baseDist;
  }

  /**
   * How many of the base's batch dimensions belong to one sample. Same as {@code
   * reinterpreted_batch_ndims}.
   */
  public int reinterpretedBatchNdims() {
    return reinterpretedBatchNdims;
  }

  @Override
  public Independent expand(long... batchShape) {
    return new Independent(this, batchShape);
  }

  @Override
  public boolean hasRsample() {
    return baseDist.hasRsample();
  }

  @Override
  public boolean hasEnumerateSupport() {
    return reinterpretedBatchNdims == 0 && baseDist.hasEnumerateSupport();
  }

  @Override
  public Constraint support() {
    Constraint support = baseDist.support();
    return reinterpretedBatchNdims == 0
        ? support
        : Constraints.independent(support, reinterpretedBatchNdims);
  }

  @Override
  public Tensor mean() {
    return baseDist.mean();
  }

  @Override
  public Tensor mode() {
    return baseDist.mode();
  }

  @Override
  public Tensor variance() {
    return baseDist.variance();
  }

  @Override
  public Tensor sample(long... sampleShape) {
    return baseDist.sample(sampleShape);
  }

  @Override
  public Tensor rsample(long... sampleShape) {
    return baseDist.rsample(sampleShape);
  }

  @Override
  public Tensor logProb(Tensor value) {
    return Operators.sumRightmost(baseDist.logProb(value), reinterpretedBatchNdims);
  }

  @Override
  public Tensor entropy() {
    return Operators.sumRightmost(baseDist.entropy(), reinterpretedBatchNdims);
  }

  @Override
  public Tensor enumerateSupport(boolean expand) {
    if (reinterpretedBatchNdims > 0) {
      throw unsupported("enumerateSupport of several dimensions");
    }
    return baseDist.enumerateSupport(expand);
  }

  @Override
  public String toString() {
    return "Independent(" + baseDist + ", " + reinterpretedBatchNdims + ")";
  }
}
