package torch4j.samples.parity;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;

/**
 * What one side printed for one case.
 *
 * @param name the case
 * @param losses the loss of each step
 */
record Losses(@JsonProperty("case") String name, List<Double> losses) {
  Losses {
    losses = List.copyOf(losses);
  }

  /** The largest difference from another side's losses, relative to them. */
  double apart(Losses other) {
    double largest = 0;
    for (int i = 0; i < losses.size(); i++) {
      double expected = other.losses.get(i);
      largest = Math.max(largest, Math.abs(losses.get(i) - expected) / Math.abs(expected));
    }
    return largest;
  }
}
