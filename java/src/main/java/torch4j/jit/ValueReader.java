package torch4j.jit;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import torch4j.Tensor;
import torch4j.Torch;
import torch4j.serialization.Complex;
import torch4j.serialization.Tuple;

/**
 * Reads values of TorchScript as C++ writes them (value_tree.h): Tensor, Long, Double, Boolean,
 * String, {@link Complex}, Device, List, {@link Tuple}, {@link NamedTuple}, Map, null. Tensors
 * belong to the innermost open scope.
 */
final class ValueReader {
  private final ByteBuffer bytes;

  private ValueReader(byte[] bytes) {
    this.bytes = ByteBuffer.wrap(bytes);
  }

  static Object read(byte[] bytes) {
    return new ValueReader(bytes).value();
  }

  /** Reads a list of strings. */
  static List<String> texts(byte[] bytes) {
    return ((List<?>) read(bytes)).stream().map(String.class::cast).toList();
  }

  private Object value() {
    char tag = (char) bytes.get();
    return switch (tag) {
      case 'N' -> null;
      case 'T' -> tensor();
      case 'I' -> bytes.getLong();
      case 'D' -> bytes.getDouble();
      case 'B' -> bytes.get() != 0;
      case 'C' -> new Complex(bytes.getDouble(), bytes.getDouble());
      case 'S' -> text();
      case 'V' -> Torch.device(text());
      case 'L' -> values(bytes.getInt());
      case 'U' -> Tuple.copyOf(values(bytes.getInt()));
      case 'n' -> namedTuple();
      case 'M' -> map();
      default -> throw new IllegalStateException("result: got the tag " + tag);
    };
  }

  private Tensor tensor() {
    long address = bytes.getLong();
    var tensor = Tensor.wrap(new org.bytedeco.pytorch.Tensor());
    NativeJit.adopt(address, tensor.unwrap().address());
    return tensor;
  }

  private String text() {
    var utf8 = new byte[bytes.getInt()];
    bytes.get(utf8);
    return new String(utf8, StandardCharsets.UTF_8);
  }

  private List<Object> values(int size) {
    List<Object> values = new ArrayList<>();
    for (int i = 0; i < size; i++) {
      values.add(value());
    }
    return values;
  }

  private NamedTuple namedTuple() {
    String name = text();
    List<String> fields = new ArrayList<>();
    int size = bytes.getInt();
    for (int i = 0; i < size; i++) {
      fields.add(text());
    }
    return new NamedTuple(name, fields, values(size));
  }

  private Map<Object, Object> map() {
    Map<Object, Object> map = new LinkedHashMap<>();
    int size = bytes.getInt();
    for (int i = 0; i < size; i++) {
      map.put(value(), value());
    }
    return map;
  }
}
