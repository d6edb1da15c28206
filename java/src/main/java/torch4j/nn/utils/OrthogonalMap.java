package torch4j.nn.utils;

/**
 * The map with which {@link Parametrizations#orthogonal} computes an orthogonal matrix from any
 * matrix.
 */
public enum OrthogonalMap {
  /** The exponential of a skew-symmetric matrix. */
  MATRIX_EXP,
  /** The Cayley map of a skew-symmetric matrix. */
  CAYLEY,
  /** A product of Householder reflections. */
  HOUSEHOLDER;

  /** The name in Python: matrix_exp, cayley, householder. */
  @Override
  public String toString() {
    return name().toLowerCase(java.util.Locale.ROOT);
  }
}
