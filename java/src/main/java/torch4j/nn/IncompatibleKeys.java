package torch4j.nn;

import java.util.List;
import torch4j.internal.Require;

/**
 * What did not fit when a state dict was loaded.
 *
 * @param missingKeys the module's keys that the state dict lacked
 * @param unexpectedKeys the state dict's keys that the module has not
 */
public record IncompatibleKeys(List<String> missingKeys, List<String> unexpectedKeys) {
  /** Copies the lists. */
  public IncompatibleKeys {
    Require.nonNull(missingKeys, "missingKeys", "a list");
    Require.nonNull(unexpectedKeys, "unexpectedKeys", "a list");
    missingKeys = List.copyOf(missingKeys);
    unexpectedKeys = List.copyOf(unexpectedKeys);
  }
}
