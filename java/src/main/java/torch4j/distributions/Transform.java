package torch4j.distributions;

import torch4j.Tensor;

/**
 * An invertible function of tensors, with the logarithm of its Jacobian's determinant. Same as
 * {@code torch.distributions.transforms.Transform}.
 *
 * <p>With a cache size of 1, the last argument and result are remembered, so that the inverse of a
 * result is the very argument. A remembered tensor that was closed, with its {@link torch4j.Scope},
 * is computed again. One with a cache is for one thread, as in Python.
 */
public abstract class Transform {
  private final int cacheSize;
  private Transform inverse;
  private Pair last = new Pair(null, null);

  private record Pair(Tensor x, Tensor y) {
    static boolean isOpen(Tensor tensor) {
      return tensor != null && !tensor.unwrap().isNull();
    }
  }

  /** A transform that remembers nothing. */
  protected Transform() {
    this(0);
  }

  /**
   * A transform.
   *
   * @param cacheSize 1 to remember the last argument and result, else 0
   * @throws IllegalArgumentException if it is another number
   */
  protected Transform(int cacheSize) {
    if (cacheSize != 0 && cacheSize != 1) {
      throw new IllegalArgumentException("cacheSize: got " + cacheSize + ", expected 0 or 1");
    }
    this.cacheSize = cacheSize;
  }

  /** What arguments satisfy. Same as {@code domain}. */
  public abstract Constraint domain();

  /** What results satisfy. Same as {@code codomain}. */
  public abstract Constraint codomain();

  /** Whether it is one-to-one and onto. Same as {@code bijective}. */
  public boolean isBijective() {
    return false;
  }

  /** 1 where it increases, -1 where it decreases, as a tensor. Same as {@code sign}. */
  public Tensor sign() {
    throw unsupported("sign");
  }

  /**
   * The dimensions of one argument, which are those of one result. Same as {@code event_dim}.
   *
   * @throws IllegalStateException if they are not
   */
  public int eventDim() {
    int dims = domain().eventDim();
    if (dims != codomain().eventDim()) {
      throw new IllegalStateException(
          "eventDim: got "
              + dims
              + " of the domain and "
              + codomain().eventDim()
              + " of the codomain, expected the same; ask domain() or codomain()");
    }
    return dims;
  }

  /** The inverse. Same as {@code inv}. */
  public Transform inv() {
    if (inverse == null) {
      inverse = new InverseTransform(this);
    }
    return inverse;
  }

  final void setInverse(Transform of) {
    inverse = of;
  }

  /** The same transform with a cache of this size. Same as {@code with_cache}. */
  public final Transform withCache(int cacheSize) {
    return cacheSize == this.cacheSize ? this : copy(cacheSize);
  }

  /** The same transform with a cache of another size. */
  protected Transform copy(int cacheSize) {
    throw unsupported("withCache");
  }

  /** The size of the cache. */
  protected final int cacheSize() {
    return cacheSize;
  }

  /** The result for an argument. Same as {@code transform(x)}. */
  public Tensor call(Tensor x) {
    Operators.required("x", x);
    if (cacheSize == 1 && x == last.x && Pair.isOpen(last.y)) {
      return last.y;
    }
    return remembered(x, forward(x), true);
  }

  /** The argument of a result, of which Python has {@code transform.inv(y)}. */
  Tensor callInverse(Tensor y) {
    Operators.required("x", y); // of the inverse
    if (cacheSize == 1 && y == last.y && Pair.isOpen(last.x)) {
      return last.x;
    }
    return remembered(inverse(y), y, false);
  }

  private Tensor remembered(Tensor x, Tensor y, boolean isForward) {
    if (cacheSize == 1) {
      last = new Pair(x, y);
    }
    return isForward ? y : x;
  }

  /** The result for an argument: {@code _call}. */
  protected Tensor forward(Tensor x) {
    throw unsupported("forward");
  }

  /** The argument of a result: {@code _inverse}. */
  protected Tensor inverse(Tensor y) {
    throw unsupported("inverse");
  }

  /**
   * The logarithm of the absolute value of the Jacobian's determinant. Same as {@code
   * log_abs_det_jacobian}.
   */
  public final Tensor logAbsDetJacobian(Tensor x, Tensor y) {
    return logDeterminant(Operators.required("x", x), Operators.required("y", y));
  }

  /** What {@link #logAbsDetJacobian} returns, of tensors that are there. */
  protected Tensor logDeterminant(Tensor x, Tensor y) {
    throw unsupported("logAbsDetJacobian");
  }

  /** The result's shape for an argument's. Same as {@code forward_shape}. */
  public long[] forwardShape(long... shape) {
    return Operators.required("shape", shape);
  }

  /** The argument's shape for a result's. Same as {@code inverse_shape}. */
  public long[] inverseShape(long... shape) {
    return Operators.required("shape", shape);
  }

  /** The shape, of at least so many dimensions. */
  static long[] requireDims(int dims, long... shape) {
    if (Operators.required("shape", shape).length < dims) {
      throw new IllegalArgumentException(
          "shape: got " + shape.length + " dimensions, expected at least " + dims);
    }
    return shape;
  }

  /** The exception for what this transform does not have. */
  protected final UnsupportedOperationException unsupported(String method) {
    return new UnsupportedOperationException(
        getClass().getSimpleName() + ": " + method + ": there is none for it, as in Python");
  }

  /** As Python prints it: {@code ExpTransform()}. */
  @Override
  public String toString() {
    return getClass().getSimpleName() + "()";
  }
}
