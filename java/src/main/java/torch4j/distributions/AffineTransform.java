package torch4j.distributions;

import torch4j.Tensor;
import torch4j.Torch;

/** {@code y = loc + scale * x}. Same as {@code torch.distributions.transforms.AffineTransform}. */
public final class AffineTransform extends Transform {
  private final Object loc; // a Double or a Tensor, as are those of Python
  private final Object scale;
  private final int eventDim;

  /** The same loc and scale for all values. */
  public AffineTransform(double loc, double scale) {
    this(loc, scale, 0);
  }

  /** The same loc and scale for all values, of which one has so many dimensions. */
  public AffineTransform(double loc, double scale, int eventDim) {
    this((Object) loc, scale, eventDim, 0);
  }

  /** A loc and a scale for each value. */
  public AffineTransform(Tensor loc, Tensor scale) {
    this(loc, scale, 0);
  }

  /** A loc and a scale for each value, of which one has so many dimensions. */
  public AffineTransform(Tensor loc, Tensor scale, int eventDim) {
    this((Object) loc, scale, eventDim, 0);
  }

  /** A loc for each value, and a scale for all. */
  public AffineTransform(Tensor loc, double scale) {
    this(loc, scale, 0, 0);
  }

  /** A loc for all values, and a scale for each. */
  public AffineTransform(double loc, Tensor scale) {
    this(loc, scale, 0, 0);
  }

  private AffineTransform(Object loc, Object scale, int eventDim, int cacheSize) {
    super(cacheSize);
    this.loc = Operators.required("loc", loc);
    this.scale = Operators.required("scale", scale);
    this.eventDim = eventDim;
  }

  /** One of numbers or tensors. */
  static AffineTransform of(Object loc, Object scale) {
    return new AffineTransform(
        loc instanceof Number number ? number.doubleValue() : loc, scale, 0, 0);
  }

  @Override
  public int eventDim() {
    return eventDim;
  }

  @Override
  public Constraint domain() {
    return eventDim == 0 ? Constraints.real : Constraints.independent(Constraints.real, eventDim);
  }

  @Override
  public Constraint codomain() {
    return domain();
  }

  @Override
  public boolean isBijective() {
    return true;
  }

  @Override
  public Tensor sign() {
    return scale instanceof Tensor tensor
        ? tensor.sign()
        : Torch.tensor((long) Math.signum((Double) scale));
  }

  @Override
  protected Transform copy(int cacheSize) {
    return new AffineTransform(loc, scale, eventDim, cacheSize);
  }

  @Override
  protected Tensor forward(Tensor x) {
    Tensor scaled = scale instanceof Tensor tensor ? tensor.mul(x) : x.mul((Double) scale);
    return loc instanceof Tensor tensor ? tensor.add(scaled) : scaled.add((Double) loc);
  }

  @Override
  protected Tensor inverse(Tensor y) {
    Tensor moved = loc instanceof Tensor tensor ? y.sub(tensor) : y.sub((Double) loc);
    return scale instanceof Tensor tensor ? moved.div(tensor) : moved.div((Double) scale);
  }

  @Override
  protected Tensor logDeterminant(Tensor x, Tensor y) {
    Tensor result =
        scale instanceof Tensor tensor
            ? tensor.abs().log()
            : Torch.fullLike(x, Math.log(Math.abs((Double) scale)));
    if (eventDim == 0) {
      return result.expand(x.shape());
    }
    long[] shape = Operators.join(Operators.withoutLast(result.shape(), eventDim), -1);
    return result.view(shape).sum(-1).expand(Operators.withoutLast(x.shape(), eventDim));
  }

  @Override
  public long[] forwardShape(long... shape) {
    return Operators.broadcastShapes(
        Operators.broadcastShapes(shape, shapeOf(loc)), shapeOf(scale));
  }

  @Override
  public long[] inverseShape(long... shape) {
    return forwardShape(shape);
  }

  private static long[] shapeOf(Object parameter) {
    return parameter instanceof Tensor tensor ? tensor.shape() : Operators.NO_SHAPE;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof AffineTransform affine
        && isEqual(loc, affine.loc)
        && isEqual(scale, affine.scale);
  }

  private static boolean isEqual(Object first, Object second) {
    if (first instanceof Tensor tensor) {
      return Operators.isAll(
          second instanceof Tensor other ? tensor.eq(other) : tensor.eq((Double) second));
    }
    return second instanceof Tensor ? isEqual(second, first) : first.equals(second);
  }

  @Override
  public int hashCode() {
    return AffineTransform.class.hashCode(); // a number and a tensor may be equal
  }
}
