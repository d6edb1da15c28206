package torch4j.nn;

/** The base class of the dropout layers. Same as {@code torch.nn.modules.dropout._DropoutNd}. */
abstract class DropoutLayer extends Module {
  final double p;
  final boolean inplace;

  DropoutLayer(double p, boolean inplace) {
    if (!(p >= 0 && p <= 1)) {
      throw new IllegalArgumentException(
          "p: got " + p + ", expected a probability between 0 and 1");
    }
    this.p = p;
    this.inplace = inplace;
  }

  @Override
  protected String expectedInput() {
    return "[*] of a floating-point dtype";
  }

  @Override
  protected String extraRepr() {
    return "p=" + Repr.of(p) + ", inplace=" + Repr.of(inplace);
  }
}
