package torch4j.serialization;

import java.io.IOException;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * Reads one pickle, as Python's {@code torch._weights_only_unpickler} does: its instructions and no
 * others, and no name that is not in {@link Globals}. Nothing is ever looked up or run by a name
 * from the file.
 *
 * <p>Our own and not a library's: those build whatever class the file names, or leave out what
 * torch.save needs (persistent ids), and none bounds memory by the file's size.
 */
final class Unpickler {
  private static final int LONGEST_INT = 1 << 20;

  private final PickleInput in;
  private final TensorBuilder tensors;
  private final Function<Tuple, Object> storages;
  private final PickleStack stack = new PickleStack();
  private long at;

  /**
   * An unpickler.
   *
   * @param tensors builds tensors
   * @param storages finds a storage by its persistent id
   */
  Unpickler(PickleInput in, TensorBuilder tensors, Function<Tuple, Object> storages) {
    this.in = in;
    this.tensors = tensors;
    this.storages = storages;
  }

  /** An unpickler of plain values. */
  Unpickler(PickleInput in, TensorBuilder tensors) {
    this(
        in,
        tensors,
        id -> {
          throw new IllegalStateException("got a persistent id, expected none here");
        });
  }

  /**
   * The value.
   *
   * @throws InvalidFileException if the pickle is damaged or holds what is not allowed
   */
  Object load() throws IOException {
    try {
      while (true) {
        at = in.position();
        int opcode = in.readByte();
        if (opcode == Opcode.STOP) {
          return stack.pop();
        }
        if (!scalar(opcode) && !container(opcode) && !object(opcode)) {
          throw in.error(
              at,
              String.format(
                  "got the instruction 0x%02x, expected one of those that torch.load obeys by"
                      + " default",
                  opcode));
        }
      }
    } catch (IllegalStateException
        | IllegalArgumentException e) { // our own checks: without a place
      var located = in.error(at, e.getMessage());
      located.initCause(e);
      throw located;
    }
  }

  private boolean scalar(int opcode) throws IOException {
    switch (opcode) {
      case Opcode.NONE -> stack.push(null);
      case Opcode.NEWTRUE -> stack.push(true);
      case Opcode.NEWFALSE -> stack.push(false);
      case Opcode.BININT -> stack.push((long) in.readInt());
      case Opcode.BININT1 -> stack.push((long) in.readByte());
      case Opcode.BININT2 -> stack.push((long) in.readShort());
      case Opcode.LONG1 -> stack.push(integer(in.readByte()));
      case Opcode.LONG4 -> stack.push(integer(in.readUnsignedInt()));
      case Opcode.BINFLOAT -> stack.push(in.readDouble());
      case Opcode.BINUNICODE -> stack.push(in.readText(in.readUnsignedInt()));
      case Opcode.SHORT_BINSTRING -> stack.push(in.readText(in.readByte()));
      default -> {
        return false;
      }
    }
    return true;
  }

  private boolean container(int opcode) throws IOException {
    switch (opcode) {
      case Opcode.MARK -> stack.mark();
      case Opcode.EMPTY_TUPLE -> stack.push(Tuple.of());
      case Opcode.EMPTY_LIST -> stack.push(new ArrayList<>());
      case Opcode.EMPTY_DICT -> stack.push(new LinkedHashMap<>());
      case Opcode.EMPTY_SET -> stack.push(new LinkedHashSet<>());
      case Opcode.TUPLE -> stack.push(Tuple.of(stack.popMarked()));
      case Opcode.TUPLE1 -> stack.push(Tuple.of(stack.pop(1)));
      case Opcode.TUPLE2 -> stack.push(Tuple.of(stack.pop(2)));
      case Opcode.TUPLE3 -> stack.push(Tuple.of(stack.pop(3)));
      case Opcode.APPEND -> append(stack.pop(1));
      case Opcode.APPENDS -> append(stack.popMarked());
      case Opcode.SETITEM -> setItems(stack.pop(2));
      case Opcode.SETITEMS -> setItems(stack.popMarked());
      default -> {
        return false;
      }
    }
    return true;
  }

  private boolean object(int opcode) throws IOException {
    switch (opcode) {
      case Opcode.PROTO -> requireProtocol(in.readByte());
      case Opcode.BINPUT -> stack.memoize(in.readByte(), in.consumed());
      case Opcode.LONG_BINPUT -> stack.memoize(in.readUnsignedInt(), in.consumed());
      case Opcode.BINGET -> stack.recall(in.readByte());
      case Opcode.LONG_BINGET -> stack.recall(in.readUnsignedInt());
      case Opcode.GLOBAL -> stack.push(Globals.find(in.readLine(), in.readLine()));
      case Opcode.REDUCE, Opcode.NEWOBJ -> reduce();
      case Opcode.BUILD -> build();
      case Opcode.BINPERSID -> stack.push(storages.apply(require(Tuple.class, stack.pop(), "id")));
      default -> {
        return false;
      }
    }
    return true;
  }

  private static void requireProtocol(int protocol) {
    if (protocol != 2) {
      throw new IllegalStateException(
          "pickle_protocol: got " + protocol + ", expected 2, torch.save's default");
    }
  }

  private Object integer(long bytes) throws IOException {
    if (bytes > LONGEST_INT) {
      throw in.error(at, "an int: got " + bytes + " bytes, expected at most " + LONGEST_INT);
    }
    byte[] littleEndian = in.readBytes(bytes);
    var bigEndian = new byte[littleEndian.length];
    for (int i = 0; i < bigEndian.length; i++) {
      bigEndian[i] = littleEndian[bigEndian.length - 1 - i];
    }
    var value = bigEndian.length == 0 ? BigInteger.ZERO : new BigInteger(bigEndian);
    return value.bitLength() < Long.SIZE ? (Object) value.longValue() : value;
  }

  @SuppressWarnings("unchecked") // made here
  private void append(Object[] items) {
    ((List<Object>) require(ArrayList.class, stack.top(), "APPEND")).addAll(Arrays.asList(items));
  }

  @SuppressWarnings("unchecked") // made here
  private void setItems(Object[] items) {
    if (items.length % 2 != 0) {
      throw new IllegalStateException("got a key without a value");
    }
    var map = (Map<Object, Object>) require(LinkedHashMap.class, stack.top(), "SETITEM");
    for (int i = 0; i < items.length; i += 2) {
      map.put(Keys.fromFile(items[i]), items[i + 1]);
    }
  }

  private void reduce() {
    Tuple arguments = require(Tuple.class, stack.pop(), "arguments");
    Global global = require(Global.class, stack.pop(), "what is called");
    stack.push(global.call(tensors, arguments));
  }

  private void build() {
    Map<?, ?> state = require(Map.class, stack.pop(), "BUILD");
    OrderedDict<?, ?> dict = require(OrderedDict.class, stack.top(), "BUILD");
    state.forEach(
        (name, value) -> dict.attributes().put(require(String.class, name, "name"), value));
  }

  static <T> T require(Class<T> type, Object value, String what) {
    if (!type.isInstance(value)) {
      throw new IllegalStateException(
          what + ": got " + describe(value) + ", expected a " + type.getSimpleName());
    }
    return type.cast(value);
  }

  static String describe(Object value) {
    return value == null ? "None" : "a " + value.getClass().getSimpleName();
  }
}
