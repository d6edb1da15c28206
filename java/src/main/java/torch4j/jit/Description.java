package torch4j.jit;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.bytedeco.pytorch.Tensor;
import torch4j.internal.Unscoped;
import torch4j.serialization.Tuple;

/**
 * What a C++ module says about itself, without those below it. The tensors belong to no scope.
 *
 * @param typeName the class's name in Python
 * @param identity the same for all handles of one module
 * @param training the mode, or null if it has none
 * @param parameters the parameters by name
 * @param buffers the buffers by name
 * @param children the identities of the modules in it, by name
 */
record Description(
    String typeName,
    long identity,
    Boolean training,
    Map<String, Tensor> parameters,
    Map<String, Tensor> buffers,
    Map<String, Long> children) {

  static Description of(long module) {
    Tuple told = Unscoped.make(() -> (Tuple) ValueReader.read(NativeJit.describe(module)));
    return new Description(
        (String) told.get(0),
        (Long) told.get(1),
        (Boolean) told.get(2),
        pairs(told.get(3), Tensor.class),
        pairs(told.get(4), Tensor.class),
        pairs(told.get(5), Long.class));
  }

  // A list of names and values, one after another.
  private static <V> Map<String, V> pairs(Object told, Class<V> type) {
    Map<String, V> pairs = new LinkedHashMap<>();
    List<?> list = (List<?>) told;
    for (int i = 0; i < list.size(); i += 2) {
      pairs.put((String) list.get(i), type.cast(list.get(i + 1)));
    }
    return pairs;
  }
}
