package torch4j.nn;

/** What the element-wise activations share: that they may overwrite their input, and their repr. */
abstract class Activation extends Module {
  final boolean inplace;

  Activation(boolean inplace) {
    this.inplace = inplace;
  }

  @Override
  protected String expectedInput() {
    return "[*] of a floating-point dtype";
  }

  /** What stands before {@code inplace=True} in the repr. */
  String optionsRepr() {
    return "";
  }

  @Override
  protected String extraRepr() {
    String options = optionsRepr();
    if (!inplace) {
      return options;
    }
    return options.isEmpty() ? "inplace=True" : options + ", inplace=True";
  }
}
