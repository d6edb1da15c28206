package torch4j.internal;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import torch4j.Tensor;

/** Deep copies of state dicts: later steps change the tensors of a model, not those of its copy. */
public final class Snapshot {
  private Snapshot() {}

  /** A copy whose tensors belong to no scope. */
  @SuppressWarnings("unchecked") // a copy has the types of what it is of
  public static <T> T of(T value) {
    Object copy = value;
    if (value instanceof Tensor tensor) {
      copy = Unscoped.make(() -> tensor.detach().clone());
    } else if (value instanceof Map<?, ?> map) {
      Map<Object, Object> copied = new LinkedHashMap<>();
      map.forEach((key, element) -> copied.put(key, of((Object) element)));
      copy = copied;
    } else if (value instanceof List<?> list) {
      List<Object> copied = new ArrayList<>();
      list.forEach(element -> copied.add(of((Object) element)));
      copy = copied;
    }
    return (T) copy;
  }

  /** Frees the tensors of a copy. */
  public static void free(Object copy) {
    if (copy instanceof Tensor tensor) {
      tensor.close();
    } else if (copy instanceof Map<?, ?> map) {
      map.values().forEach(Snapshot::free);
    } else if (copy instanceof List<?> list) {
      list.forEach(Snapshot::free);
    }
  }
}
