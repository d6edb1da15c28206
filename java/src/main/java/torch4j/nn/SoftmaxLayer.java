package torch4j.nn;

/** What the softmaxes along a dimension share. */
abstract class SoftmaxLayer extends Module {
  /** The dimension, or null for the one that Python takes then. */
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
