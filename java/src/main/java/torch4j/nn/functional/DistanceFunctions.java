package torch4j.nn.functional;

/** The part of {@link F} with distances. */
abstract class DistanceFunctions extends LossFunctions {
  DistanceFunctions() {}
}
