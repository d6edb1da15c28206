package torch4j.jit;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import torch4j.Tensor;
import torch4j.internal.Unscoped;
import torch4j.serialization.Tuple;

/**
 * A C++ module's name, mode, tensors and children. The tensors belong to no scope.
 *
 * @param typeName the name of the class in Python
 * @param identity a number that is equal for all handles of one module
 * @param training whether it is in training mode, or null if it has no mode
 * @param parameters the parameters by name
 * @param buffers the buffers by name
 * @param children the identities of the child modules, by name
 */
record ModuleDescription(
    String typeName,
    long identity,
    Boolean training,
    Map<String, Tensor> parameters,
    Map<String, Tensor> buffers,
    Map<String, Long> children) {

  static ModuleDescription of(long module) {
    Tuple told = Unscoped.make(() -> (Tuple) ValueReader.read(NativeJit.describe(module)));
    return new ModuleDescription(
        (String) told.get(0),
        (Long) told.get(1),
        (Boolean) told.get(2),
        pairs(told.get(3), Tensor.class),
        pairs(told.get(4), Tensor.class),
        pairs(told.get(5), Long.class));
  }

  // A list of alternating names and values.
  private static <V> Map<String, V> pairs(Object told, Class<V> type) {
    Map<String, V> pairs = new LinkedHashMap<>();
    List<?> list = (List<?>) told;
    for (int i = 0; i < list.size(); i += 2) {
      pairs.put((String) list.get(i), type.cast(list.get(i + 1)));
    }
    return pairs;
  }
}
