package torch4j.serialization;

import java.util.LinkedHashMap;
import java.util.Map;
import torch4j.internal.Require;

/**
 * Python's {@code collections.Counter}: the counts of its keys. {@code MultiStepLR} keeps its
 * milestones in one.
 *
 * @param <K> the type of the keys
 */
public final class Counter<K> extends LinkedHashMap<K, Object> {
  private static final long serialVersionUID = 1L;

  /** An empty counter. */
  public Counter() {}

  /** A counter with these counts. */
  public Counter(Map<? extends K, ?> counts) {
    super(Require.nonNull(counts, "counts", "a map"));
  }
}
