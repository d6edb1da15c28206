package torch4j.serialization;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Python's {@code collections.OrderedDict}, which {@code state_dict()} returns: a map in the order
 * of insertion, and attributes beside it. A module's state dict has one, {@code _metadata}, with
 * the version of each module's layout.
 *
 * @param <K> keys
 * @param <V> values
 */
public final class OrderedDict<K, V> extends LinkedHashMap<K, V> {
  private static final long serialVersionUID = 1L;

  private final transient Map<String, Object> attributes = new LinkedHashMap<>();

  /** An empty one. */
  public OrderedDict() {}

  /** The attributes, as in Python's {@code __dict__}; they are saved, and not compared. */
  public Map<String, Object> attributes() {
    return attributes;
  }
}
