package torch4j.nn;

/** The base class of the softmax layers with a dimension. */
abstract class SoftmaxLayer extends Module {
  /** The dimension; null for the one that Python chooses if {@code dim} is None. */
  final Long dim;

  SoftmaxLayer(Long dim) {
    this.dim = dim;
  }

  @Override
  protected final String expectedInput() {
    return dim == null
        ? "[*] of a floating-point dtype"
        : "[*] of a floating-point dtype, with a dimension " + dim;
  }

  @Override
  protected final String extraRepr() {
    return "dim=" + (dim == null ? "None" : dim);
  }
}
