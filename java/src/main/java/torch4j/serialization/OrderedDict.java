package torch4j.serialization;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Python's {@code collections.OrderedDict}, which {@code state_dict()} returns: a map in insertion
 * order, with attributes. A module's state dict has the attribute {@code _metadata}, with the
 * version of each module.
 *
 * @param <K> the type of the keys
 * @param <V> the type of the values
 */
public final class OrderedDict<K, V> extends LinkedHashMap<K, V> {
  private static final long serialVersionUID = 1L;

  private final transient Map<String, Object> attributes = new LinkedHashMap<>();

  /** An empty dict. */
  public OrderedDict() {}

  /** The attributes: Python's {@code __dict__}. They are saved, but {@code equals} ignores them. */
  public Map<String, Object> attributes() {
    return attributes;
  }
}
