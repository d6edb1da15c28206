package torch4j.distributions;

import java.util.Arrays;
import torch4j.Tensor;

/**
 * Gives the dimensions on the right another shape. Same as {@code
 * torch.distributions.transforms.ReshapeTransform}.
 */
public final class ReshapeTransform extends Transform {
  private final long[] inShape;
  private final long[] outShape;

  /**
   * The shapes of one argument and of one result.
   *
   * @throws IllegalArgumentException if they have different numbers of elements
   */
  public ReshapeTransform(long[] inShape, long[] outShape) {
    this(inShape, outShape, 0);
  }

  /** The shapes, with a cache of this size. */
  public ReshapeTransform(long[] inShape, long[] outShape, int cacheSize) {
    super(cacheSize);
    this.inShape = Operators.required("inShape", inShape).clone();
    this.outShape = Operators.required("outShape", outShape).clone();
    if (numel(inShape) != numel(outShape)) {
      throw new IllegalArgumentException(
          "outShape: got "
              + Arrays.toString(outShape)
              + ", expected as many elements as inShape has, "
              + Arrays.toString(inShape));
    }
  }

  private static long numel(long... shape) {
    return Arrays.stream(shape).reduce(1, (a, b) -> a * b);
  }

  @Override
  public Constraint domain() {
    return Constraints.independent(Constraints.real, inShape.length);
  }

  @Override
  public Constraint codomain() {
    return Constraints.independent(Constraints.real, outShape.length);
  }

  @Override
  public boolean isBijective() {
    return true;
  }

  @Override
  protected Transform copy(int cacheSize) {
    return new ReshapeTransform(inShape, outShape, cacheSize);
  }

  @Override
  protected Tensor forward(Tensor x) {
    return x.reshape(replaced(x.shape(), inShape, outShape));
  }

  @Override
  protected Tensor inverse(Tensor y) {
    return y.reshape(replaced(y.shape(), outShape, inShape));
  }

  @Override
  protected Tensor logDeterminant(Tensor x, Tensor y) {
    return x.newZeros(replaced(x.shape(), inShape, Operators.NO_SHAPE));
  }

  @Override
  public long[] forwardShape(long... shape) {
    return replaced(shape, inShape, outShape);
  }

  @Override
  public long[] inverseShape(long... shape) {
    return replaced(shape, outShape, inShape);
  }

  private static long[] replaced(long[] shape, long[] end, long[] by) {
    requireDims(end.length, shape);
    if (!Arrays.equals(Operators.last(shape, end.length), end)) {
      throw new IllegalArgumentException(
          "shape: got "
              + Arrays.toString(shape)
              + ", expected one that ends with "
              + Arrays.toString(end));
    }
    return Operators.join(Operators.withoutLast(shape, end.length), by);
  }
}
