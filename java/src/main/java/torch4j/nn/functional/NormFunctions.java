package torch4j.nn.functional;

/** The part of {@link F} that normalises. */
abstract class NormFunctions extends DropoutFunctions {
  NormFunctions() {}
}
