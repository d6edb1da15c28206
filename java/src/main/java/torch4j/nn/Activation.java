package torch4j.nn;

/** The base class of the elementwise activations: the {@code inplace} option and the repr. */
abstract class Activation extends Module {
  final boolean inplace;

  Activation(boolean inplace) {
    this.inplace = inplace;
  }

  @Override
  protected String expectedInput() {
    return "[*] of a floating-point dtype";
  }

  /** The options in the repr, before {@code inplace=True}. */
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
