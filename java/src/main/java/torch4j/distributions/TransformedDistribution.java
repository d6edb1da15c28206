package torch4j.distributions;

import java.util.List;
import torch4j.DType;
import torch4j.Tensor;
import torch4j.Torch;

/**
 * The distribution of what transforms make of another one's samples. Same as {@code
 * torch.distributions.TransformedDistribution}.
 */
public class TransformedDistribution extends Distribution {
  private final Distribution baseDist;
  private final List<Transform> transforms;

  /**
   * The distribution of one transform's results.
   *
   * @throws IllegalArgumentException if the base has too few dimensions for the transform
   */
  public TransformedDistribution(Distribution baseDistribution, Transform transform) {
    this(baseDistribution, List.of(Operators.required("transform", transform)), null);
  }

  /**
   * The distribution of the results of transforms, the first one to be applied first.
   *
   * @throws IllegalArgumentException if the base has too few dimensions for the transforms
   */
  public TransformedDistribution(
      Distribution baseDistribution, List<? extends Transform> transforms) {
    this(baseDistribution, transforms, null);
  }

  /**
   * The distribution of the results of transforms.
   *
   * @param validateArgs whether values are checked; null: the default
   * @throws IllegalArgumentException if the base has too few dimensions for the transforms
   */
  public TransformedDistribution(
      Distribution baseDistribution, List<? extends Transform> transforms, Boolean validateArgs) {
    this(new TransformedShapes(baseDistribution, transforms), transforms, validateArgs);
  }

  private TransformedDistribution(
      TransformedShapes shapes, List<? extends Transform> transforms, Boolean validateArgs) {
    super(shapes.batchShape(), shapes.eventShape(), validateArgs);
    this.baseDist = shapes.base();
    this.transforms = List.copyOf(transforms);
  }

  /** One like another, for a batch of another shape. */
  protected TransformedDistribution(TransformedDistribution like, long... batchShape) {
    super(like, batchShape);
    long[] shape = Operators.join(batchShape, eventShape());
    for (int i = like.transforms.size() - 1; i >= 0; i--) {
      shape = like.transforms.get(i).inverseShape(shape);
    }
    long[] base = Operators.withoutLast(shape, like.baseDist.eventShape().length);
    this.baseDist = like.baseDist.expand(base);
    this.transforms = like.transforms;
  }

  /** One like another, of transforms that were expanded, too. */
  TransformedDistribution(
      TransformedDistribution like,
      Distribution baseDist,
      List<Transform> transforms,
      long... batchShape) {
    super(like, batchShape);
    this.baseDist = baseDist;
    this.transforms = transforms;
  }

  /** The distribution whose samples are transformed. Same as {@code base_dist}. */
  public final Distribution baseDist() {
    return baseDist;
  }

  /** The transforms. Same as {@code transforms}. */
  public final List<Transform> transforms() {
    return transforms;
  }

  @Override
  public TransformedDistribution expand(long... batchShape) {
    return new TransformedDistribution(this, batchShape);
  }

  @Override
  public Constraint support() {
    if (transforms.isEmpty()) {
      return baseDist.support();
    }
    Constraint support = transforms.get(transforms.size() - 1).codomain();
    int more = eventShape().length - support.eventDim();
    return more > 0 ? Constraints.independent(support, more) : support;
  }

  @Override
  public boolean hasRsample() {
    return baseDist.hasRsample();
  }

  @Override
  public Tensor sample(long... sampleShape) {
    return Operators.withoutGrad(() -> transformed(baseDist.sample(sampleShape)));
  }

  @Override
  public Tensor rsample(long... sampleShape) {
    return transformed(baseDist.rsample(sampleShape));
  }

  private Tensor transformed(Tensor x) {
    Tensor y = x;
    for (Transform transform : transforms) {
      y = transform.call(y);
    }
    return y;
  }

  @Override
  public Tensor logProb(Tensor value) {
    checkValue(value);
    int eventDim = eventShape().length;
    Tensor logProb = null;
    Tensor y = value;
    for (int i = transforms.size() - 1; i >= 0; i--) {
      Transform transform = transforms.get(i);
      Tensor x = transform.inv().call(y);
      int domain = transform.domain().eventDim();
      eventDim += domain - transform.codomain().eventDim();
      Tensor term = Operators.sumRightmost(transform.logAbsDetJacobian(x, y), eventDim - domain);
      logProb = logProb == null ? Torch.rsub(term, 0.0) : logProb.sub(term);
      y = x;
    }
    Tensor base =
        Operators.sumRightmost(baseDist.logProb(y), eventDim - baseDist.eventShape().length);
    return logProb == null ? base.add(0.0) : logProb.add(base);
  }

  @Override
  public Tensor cdf(Tensor value) {
    Tensor x = value;
    for (int i = transforms.size() - 1; i >= 0; i--) {
      x = transforms.get(i).inv().call(x);
    }
    if (validatesArguments()) {
      baseDist.checkValue(x);
    }
    return increasing(baseDist.cdf(x));
  }

  @Override
  public Tensor icdf(Tensor value) {
    requireValue(value);
    return transformed(baseDist.icdf(increasing(value)));
  }

  // 1 - the value where the transforms decrease.
  private Tensor increasing(Tensor value) {
    Tensor sign = new ComposeTransform(transforms).sign();
    boolean isNumber = sign.dim() == 0 && sign.dtype() == DType.int64;
    if (isNumber && sign.itemLong() == 1) {
      return value;
    }
    return sign.mul(value.sub(0.5)).add(0.5);
  }
}
