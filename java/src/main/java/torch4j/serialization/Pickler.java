package torch4j.serialization;

import java.io.Closeable;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.bytedeco.pytorch.global.torch.Layout;
import org.bytedeco.pytorch.global.torch.QScheme;
import torch4j.DType;
import torch4j.Device;
import torch4j.Tensor;

/**
 * Pickles one value with protocol 2, with the opcodes that Python's default {@code torch.load}
 * supports, in the order of Python's pickler. An object that occurs twice is pickled once.
 */
final class Pickler implements Closeable {
  private static final int BATCH = 1000;
  private static final int LONGEST_INT = 255;

  private final PickleOutput out = new PickleOutput();
  private final IdentityHashMap<Object, Integer> memo = new IdentityHashMap<>();
  private final Map<Object, Integer> equalMemo = new HashMap<>(); // of strings, globals and tensors
  private final Set<Object> open = Collections.newSetFromMap(new IdentityHashMap<>());
  private final TensorPickler tensors;
  private final ValuePath path = new ValuePath();
  private int memoized;

  /** A pickler that registers the storages of tensors in {@code storages}. */
  Pickler(SavedStorages storages) {
    tensors = new TensorPickler(storages);
  }

  /**
   * A global of Python.
   *
   * @param module its module
   * @param name its name in the module
   */
  record Name(String module, String name) {
    static final Name ORDERED_DICT = new Name("collections", "OrderedDict");
    static final Name COUNTER = new Name("collections", "Counter");
    static final Name ENCODE = new Name("_codecs", "encode");
    static final Name SET = new Name("__builtin__", "set");
    static final Name COMPLEX = new Name("__builtin__", "complex");
    static final Name BYTEARRAY = new Name("__builtin__", "bytearray");
    static final Name SIZE = new Name("torch", "Size");
    static final Name DEVICE = new Name("torch", "device");
    static final Name LAYOUT = new Name("torch.serialization", "_get_layout");
  }

  /**
   * A call by which Python makes a value: the REDUCE opcode.
   *
   * @param name the function or class
   * @param arguments the arguments
   */
  record Call(Name name, Tuple arguments) {}

  /**
   * Pickles a value.
   *
   * @throws IllegalArgumentException if something in it cannot be saved
   */
  byte[] dump(Object value) {
    out.write(Opcode.PROTO, 2);
    try {
      save(value);
    } catch (StackOverflowError e) {
      throw new IllegalArgumentException(
          "value: got "
              + path.depth()
              + " levels of nested values, expected fewer on a thread with so small a stack",
          e);
    }
    out.write(Opcode.STOP);
    return out.toBytes();
  }

  /** An exception with the path in the value. */
  IllegalArgumentException error(String got, String expected) {
    return new IllegalArgumentException(path + ": got " + got + ", expected " + expected);
  }

  private void save(Object value) {
    if (value == null) {
      out.write(Opcode.NONE);
    } else if (value instanceof Boolean bool) {
      out.write(bool ? Opcode.NEWTRUE : Opcode.NEWFALSE);
    } else if (value instanceof Number number) {
      saveNumber(number);
    } else if (value instanceof String text) {
      saveText(text);
    } else if (!recall(value)) {
      saveObject(value);
    }
  }

  // Two Java objects may be the same tensor; other objects are compared by identity.
  private boolean recall(Object value) {
    Integer number =
        value instanceof Tensor tensor ? equalMemo.get(tensors.identity(tensor)) : memo.get(value);
    if (number != null) {
      get(number);
    }
    return number != null;
  }

  private void saveObject(Object value) {
    if (value instanceof Tensor tensor) {
      saveCall(tensors.rebuilt(tensor));
      int number = put();
      equalMemo.put(tensors.identity(tensor), number);
      memo.put(tensor, number); // kept alive, so that its address is not reused
    } else if (value instanceof Tuple tuple) {
      saveTuple(tuple);
    } else if (value instanceof Map<?, ?> map) {
      saveMap(map);
    } else if (value instanceof Size size) {
      saveCall(value, Name.SIZE, Tuple.copyOf(size));
    } else if (value instanceof List<?> list) {
      saveList(list);
    } else if (value instanceof Set<?> set) {
      saveCall(value, Name.SET, keys(set));
    } else {
      saveLeaf(value);
    }
  }

  private void saveLeaf(Object value) {
    if (value instanceof byte[] bytes) {
      saveBytes(value, bytes);
    } else if (value instanceof ByteBuffer buffer) {
      saveByteArray(buffer);
    } else if (value instanceof Complex complex) {
      saveCall(value, Name.COMPLEX, complex.real(), complex.imag());
    } else if (value instanceof DType type) {
      saveName(new Name("torch", Dtype.of(type).name()));
    } else if (value instanceof QScheme scheme) {
      saveName(new Name("torch", DefaultGlobals.nameOf(scheme).substring("torch.".length())));
    } else if (value instanceof Layout layout) {
      saveCall(value, Name.LAYOUT, DefaultGlobals.nameOf(layout));
    } else if (value instanceof Device device) {
      saveCall(value, Name.DEVICE, deviceArguments(device));
    } else {
      saveInternal(value);
    }
  }

  // Values that only the arguments of calls have.
  private void saveInternal(Object value) {
    if (value instanceof Name name) {
      saveName(name);
    } else if (value instanceof Call call) {
      saveCall(call);
      put();
    } else if (value instanceof SavedStorages.Reference storage) {
      saveTuple(storage.persistentId());
      out.write(Opcode.BINPERSID);
    } else {
      throw error(
          value instanceof PythonObject object
              ? "a placeholder of " + object.name()
              : "a " + value.getClass().getName(),
          "a tensor, number, string, list, map or another type"
              + " that the package's documentation lists");
    }
  }

  private void saveNumber(Number number) {
    if (number instanceof Double || number instanceof Float) {
      out.writeDouble(number.doubleValue());
    } else if (number instanceof BigInteger big) {
      saveInteger(big);
    } else if (number instanceof Long
        || number instanceof Integer
        || number instanceof Short
        || number instanceof Byte) {
      saveInteger(BigInteger.valueOf(number.longValue()));
    } else {
      throw error("a " + number.getClass().getName(), "a Long, BigInteger or Double");
    }
  }

  private void saveInteger(BigInteger value) {
    int bytes = value.bitLength() / Byte.SIZE + 1;
    if (bytes > LONGEST_INT) {
      throw error(
          "an int of " + bytes + " bytes", "at most " + LONGEST_INT + ", which torch.load reads");
    }
    out.writeInteger(value);
  }

  // From the second time on as a reference to the memo.
  private void saveText(String text) {
    Integer number = equalMemo.get(text);
    if (number != null) {
      get(number);
    } else {
      out.writeText(text);
      equalMemo.put(text, put());
    }
  }

  private void saveName(Name name) {
    Integer number = equalMemo.get(name);
    if (number != null) {
      get(number);
    } else {
      out.writeGlobal(name.module(), name.name());
      equalMemo.put(name, put());
    }
  }

  private void saveCall(Call call) {
    saveName(call.name());
    saveTuple(call.arguments());
    out.write(Opcode.REDUCE);
  }

  private void saveCall(Object value, Name name, Object... arguments) {
    saveCall(new Call(name, Tuple.of(arguments)));
    memo.put(value, put());
  }

  private void saveTuple(Tuple tuple) {
    if (tuple.isEmpty()) {
      out.write(Opcode.EMPTY_TUPLE);
      return;
    }
    enterTuple(tuple);
    if (tuple.size() > 3) {
      out.write(Opcode.MARK);
    }
    for (int i = 0; i < tuple.size(); i++) {
      saveAt(i, tuple.get(i));
    }
    out.write(
        switch (tuple.size()) {
          case 1 -> Opcode.TUPLE1;
          case 2 -> Opcode.TUPLE2;
          case 3 -> Opcode.TUPLE3;
          default -> Opcode.TUPLE;
        });
    open.remove(tuple);
    memo.put(tuple, put());
  }

  private void enterTuple(Object tuple) {
    if (!open.add(tuple)) {
      throw error("a tuple within itself", "none, because torch.load refuses it");
    }
  }

  private void saveAt(Object key, Object value) {
    if (path.depth() >= LoadedValues.DEEPEST) {
      throw error("more than " + path.depth() + " levels of nested values", "fewer");
    }
    path.push(key);
    save(value);
    path.pop();
  }

  private void saveList(List<?> list) {
    out.write(Opcode.EMPTY_LIST);
    memo.put(list, put());
    for (int from = 0; from < list.size(); from += BATCH) {
      int to = Math.min(from + BATCH, list.size());
      boolean one = list.size() == 1;
      if (!one) {
        out.write(Opcode.MARK);
      }
      for (int i = from; i < to; i++) {
        saveAt(i, list.get(i));
      }
      out.write(one ? Opcode.APPEND : Opcode.APPENDS);
    }
  }

  private void saveMap(Map<?, ?> map) {
    if (map instanceof Counter<?>) {
      saveCall(map, Name.COUNTER, new java.util.LinkedHashMap<>(map));
      return;
    }
    if (map instanceof OrderedDict<?, ?>) {
      saveCall(new Call(Name.ORDERED_DICT, Tuple.of()));
    } else {
      out.write(Opcode.EMPTY_DICT);
    }
    memo.put(map, put());
    saveItems(map);
    if (map instanceof OrderedDict<?, ?> dict && !dict.attributes().isEmpty()) {
      save(dict.attributes());
      out.write(Opcode.BUILD);
    }
  }

  private void saveItems(Map<?, ?> map) {
    DictKeys.requireDistinct(map.keySet(), this::error);
    boolean one = map.size() == 1;
    int count = 0;
    for (Map.Entry<?, ?> entry : map.entrySet()) {
      if (!one && count % BATCH == 0) {
        out.write(Opcode.MARK);
      }
      saveAt(entry.getKey(), key(entry.getKey()));
      saveAt(entry.getKey(), entry.getValue());
      count++;
      if (one) {
        out.write(Opcode.SETITEM);
      } else if (count % BATCH == 0 || count == map.size()) {
        out.write(Opcode.SETITEMS);
      }
    }
  }

  private Object key(Object key) {
    if (key instanceof ByteBuffer buffer) {
      return bytes(buffer);
    }
    if (key instanceof byte[]
        || key instanceof Map<?, ?>
        || (key instanceof Collection<?> && !(key instanceof Tuple) && !(key instanceof Size))) {
      throw error("the key " + key, "one that is hashable in Python (for bytes a ByteBuffer)");
    }
    return key;
  }

  private List<Object> keys(Set<?> set) {
    DictKeys.requireDistinct(set, this::error);
    return set.stream().<Object>map(this::key).toList();
  }

  private void saveBytes(Object value, byte[] bytes) {
    saveCall(value, Name.ENCODE, new String(bytes, StandardCharsets.ISO_8859_1), "latin1");
  }

  private void saveByteArray(ByteBuffer buffer) {
    String latin1 = new String(bytes(buffer), StandardCharsets.ISO_8859_1);
    saveCall(buffer, Name.BYTEARRAY, latin1, "latin-1");
  }

  private static byte[] bytes(ByteBuffer buffer) {
    var bytes = new byte[buffer.remaining()];
    buffer.duplicate().get(bytes);
    return bytes;
  }

  private static Object[] deviceArguments(Device device) {
    String name = device.toString();
    int colon = name.indexOf(':');
    return colon < 0
        ? new Object[] {name}
        : new Object[] {name.substring(0, colon), Long.valueOf(name.substring(colon + 1))};
  }

  /** Frees intermediate tensors. */
  @Override
  public void close() {
    tensors.close();
  }

  private int put() {
    out.writeMemo(Opcode.BINPUT, Opcode.LONG_BINPUT, memoized);
    return memoized++;
  }

  private void get(int number) {
    out.writeMemo(Opcode.BINGET, Opcode.LONG_BINGET, number);
  }
}
