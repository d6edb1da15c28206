package torch4j.serialization;

import java.io.IOException;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.function.Function;
import torch4j.Tensor;

/**
 * Unpickles one value, as Python's {@code torch._weights_only_unpickler}: with the same opcodes,
 * and only the globals of {@link Globals}. No class or function is looked up or run by a name from
 * the file.
 *
 * <p>Libraries were not an option: they instantiate any class that a file names, or have no
 * persistent ids, and none limits memory by the size of the file.
 */
final class Unpickler {
  private static final int LONGEST_INT = 1 << 20;
  private static final int NEWEST_PROTOCOL = 5;
  private static final long NOWHERE = -1;

  private final PickleInput in;
  private final TensorBuilder tensors;
  private final Globals globals;
  private final Function<Tuple, Object> storages;
  private final PickleStack stack = new PickleStack();
  private long at;
  private long watchedAt = NOWHERE;
  private Object watched;

  /**
   * An unpickler.
   *
   * @param tensors builds the tensors
   * @param globals the allowed globals
   * @param storages loads a storage by its persistent id
   */
  Unpickler(
      PickleInput in, TensorBuilder tensors, Globals globals, Function<Tuple, Object> storages) {
    this.in = in;
    this.tensors = tensors;
    this.globals = globals;
    this.storages = storages;
  }

  /** An unpickler that makes placeholders of all objects, to find out the structure of a pickle. */
  static Unpickler ofPlaceholders(PickleInput in) {
    return new Unpickler(in, null, Globals.none(), LegacyFile::moduleClass);
  }

  /**
   * Unpickles the value.
   *
   * @throws InvalidFileException if the pickle is damaged or has an object in it that is not
   *     allowed
   */
  Object load() throws IOException {
    try {
      return run();
    } catch (UnsupportedGlobalException e) {
      throw located(in.error(at, ValuePathFinder.find(in.restarted(), at), e.getMessage()), e);
    } catch (IllegalStateException
        | IllegalArgumentException e) { // checks that do not know their position
      throw located(in.error(at, e.getMessage()), e);
    }
  }

  private static InvalidFileException located(
      InvalidFileException located, RuntimeException cause) {
    located.initCause(cause);
    return located;
  }

  /** Records the value that the opcode at this position creates or changes. */
  Unpickler watching(long position) {
    watchedAt = position;
    return this;
  }

  /** The value of the watched opcode, or null. */
  Object watched() {
    return watched;
  }

  private Object run() throws IOException {
    while (true) {
      at = in.position();
      int opcode = in.readByte();
      if (opcode == Opcode.STOP) {
        return stack.pop();
      }
      if (!scalar(opcode) && !container(opcode) && !object(opcode)) {
        throw in.error(at, Opcode.refusal(opcode));
      }
      if (at == watchedAt) {
        watched = stack.top();
      }
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
      case Opcode.GLOBAL -> stack.push(globals.find(in.readLine(), in.readLine()));
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
    if (protocol > NEWEST_PROTOCOL) {
      throw new IllegalStateException(
          "pickle_protocol: got " + protocol + ", expected at most " + NEWEST_PROTOCOL);
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

  @SuppressWarnings("unchecked") // created by this unpickler
  private void append(Object[] items) {
    if (stack.top() instanceof PythonObject object) {
      object.addElements(Arrays.asList(items));
      return;
    }
    ((List<Object>) require(ArrayList.class, stack.top(), "APPEND")).addAll(Arrays.asList(items));
  }

  @SuppressWarnings("unchecked") // created by this unpickler
  private void setItems(Object[] items) {
    if (items.length % 2 != 0) {
      throw new IllegalStateException("got a key without a value");
    }
    Object target = stack.top();
    BiConsumer<Object, Object> put =
        target instanceof PythonObject object
            ? object::putItem
            : ((Map<Object, Object>) require(LinkedHashMap.class, target, "SETITEM"))::put;
    for (int i = 0; i < items.length; i += 2) {
      put.accept(DictKeys.fromFile(items[i]), items[i + 1]);
    }
  }

  private void reduce() {
    Tuple arguments = require(Tuple.class, stack.pop(), "arguments");
    Global global = require(Global.class, stack.pop(), "called object");
    Object made = global.call(tensors, arguments);
    stack.push(made);
    if (made instanceof PythonObject object) {
      globals.requireSkipped(object.name(), "with values that Java has a type for");
    }
  }

  private void build() {
    Object state = stack.pop();
    Object target = stack.top();
    if (target instanceof PythonObject object) {
      object.setState(state);
    } else if (target instanceof Stateful object) {
      object.setState(state);
      if (object instanceof NumpyArray array && !array.isTensor()) {
        globals.requireSkipped("numpy.ndarray of the dtype " + array.dtype(), "with numbers");
      }
    } else if (target instanceof Tensor tensor) {
      tensors.setState(tensor, require(Tuple.class, state, "BUILD"));
    } else {
      Map<?, ?> attributes = require(Map.class, state, "BUILD");
      OrderedDict<?, ?> dict = require(OrderedDict.class, target, "BUILD");
      attributes.forEach(
          (name, value) -> dict.attributes().put(require(String.class, name, "name"), value));
    }
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
