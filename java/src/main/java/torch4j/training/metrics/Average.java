package torch4j.training.metrics;

import java.util.Locale;

/** How the values of the classes become one: Python's {@code average}. */
public enum Average {
  /** Counts over all classes: {@code "micro"}. */
  MICRO,
  /** The mean over the classes that occur in the target or the predictions: {@code "macro"}. */
  MACRO,
  /** The same, weighted by how often they occur in the target: {@code "weighted"}. */
  WEIGHTED,
  /** None: a value for each class. One that does not occur has 0, as with scikit-learn. */
  NONE;

  /** The end of a metric's name. */
  String suffix() {
    return this == MICRO ? "" : this == NONE ? "_per_class" : "_" + name().toLowerCase(Locale.ROOT);
  }
}
