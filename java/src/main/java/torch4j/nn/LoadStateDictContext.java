package torch4j.nn;

import java.util.List;
import java.util.Map;
import torch4j.internal.Require;

/**
 * What a {@link LoadStateDictPreHook} is given beside the state dict: the last arguments of
 * Python's hook, except {@code strict}, which is always True there.
 *
 * @param localMetadata the module's entry in the state dict's {@code _metadata}, such as its {@code
 *     version}, with {@code assign_to_params_buffers} when loading with assign; a copy, empty if
 *     the state dict has none
 * @param missingKeys the keys missing in the modules before this one; what the hook adds or removes
 *     counts
 * @param unexpectedKeys the keys not expected in the modules before this one; what the hook adds or
 *     removes counts
 * @param errorMsgs the errors so far; those that are there at the end are thrown together, also if
 *     the state dict is not loaded strictly
 */
public record LoadStateDictContext(
    Map<String, Object> localMetadata,
    List<String> missingKeys,
    List<String> unexpectedKeys,
    List<String> errorMsgs) {
  /** Keeps the map and the lists themselves. */
  public LoadStateDictContext {
    Require.nonNull(localMetadata, "localMetadata", "a map");
    Require.nonNull(missingKeys, "missingKeys", "a list");
    Require.nonNull(unexpectedKeys, "unexpectedKeys", "a list");
    Require.nonNull(errorMsgs, "errorMsgs", "a list");
  }
}
