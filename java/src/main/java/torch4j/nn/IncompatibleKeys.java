package torch4j.nn;

import java.util.List;
import torch4j.internal.Require;

/**
 * The keys that did not match when a state dict was loaded.
 *
 * @param missingKeys keys of the module that the state dict does not have
 * @param unexpectedKeys keys of the state dict that the module does not have
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
