package torch4j.jit;

import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;

/**
 * Measures the nesting depth of a pickle's values, by interpreting it as LibTorch does without
 * making values. LibTorch frees values recursively: 100,000 nested tuples overflow the stack, which
 * ends the process.
 */
final class PickleNesting {
  static final int DEEPEST = 500;
  // A value that is not a container; containers are numbered from 1.
  private static final int PLAIN = 0;

  private final DataInputStream in;
  private int[] depths = new int[64];
  private boolean[] held = new boolean[64]; // whether it is in a container
  private int values = 1;
  private int[] stack = new int[64];
  private int height;
  private int[] marks = new int[16];
  private int marked;
  private int[] memo = new int[16];
  private long bytes;

  private PickleNesting(InputStream in) {
    this.in = new DataInputStream(new java.io.BufferedInputStream(in));
  }

  /**
   * Requires a pickle that is not too deep.
   *
   * @throws IllegalArgumentException if it is nested more than {@link #DEEPEST} deep, or is not a
   *     pickle of LibTorch; the message continues a sentence that begins with the entry's name
   */
  static void requireShallow(InputStream pickle) throws IOException {
    try {
      var nesting = new PickleNesting(pickle);
      boolean more = true;
      while (more) {
        more = nesting.step(nesting.readByte());
      }
    } catch (EOFException e) {
      throw new IllegalArgumentException("ends within its values", e);
    }
  }

  // Whether another opcode follows. Their names are those of Python's pickletools.
  private boolean step(int opcode) throws IOException {
    switch (opcode) {
      case '.' -> { // STOP
        return false;
      }
      case 0x80 -> readByte(); // PROTO
      case 'N', 0x88, 0x89 -> push(PLAIN); // NONE, NEWTRUE, NEWFALSE
      case 'K' -> plain(1); // BININT1
      case 'M' -> plain(2); // BININT2
      case 'J' -> plain(4); // BININT
      case 'G' -> plain(8); // BINFLOAT
      case 'U', 'C', 0x8a, 0x8c -> plain(readByte()); // SHORT_BIN…, LONG1
      case 'X', 'B', 'T', 0x8b -> plain(readInt()); // BINUNICODE, BINBYTES, BINSTRING, LONG4
      case 0x8d, 0x8e -> plain(Long.reverseBytes(readLong())); // BINUNICODE8, BINBYTES8
      case 'c' -> { // GLOBAL
        skipLine();
        skipLine();
        push(PLAIN);
      }
      default -> container(opcode);
    }
    return true;
  }

  private void container(int opcode) throws IOException {
    switch (opcode) {
      case '(' -> mark(); // MARK
      case ')', ']', '}', 0x8f -> push(make(0)); // EMPTY_TUPLE, _LIST, _DICT, _SET
      case 't' -> push(holding(popMark())); // TUPLE
      case 0x85, 'Q' -> push(holding(from(1))); // TUPLE1, BINPERSID
      case 0x86, 'R', 0x81 -> push(holding(from(2))); // TUPLE2, REDUCE, NEWOBJ
      case 0x87 -> push(holding(from(3))); // TUPLE3
      case 'a', 'b' -> grow(from(1)); // APPEND, BUILD
      case 's' -> grow(from(2)); // SETITEM
      case 'e', 'u' -> grow(popMark()); // APPENDS, SETITEMS
      case 'q' -> put(readByte()); // BINPUT
      case 'r' -> put(Integer.toUnsignedLong(readInt())); // LONG_BINPUT
      case 'h' -> get(readByte()); // BINGET
      case 'j' -> get(Integer.toUnsignedLong(readInt())); // LONG_BINGET
      default ->
          throw new IllegalArgumentException(
              String.format("has the opcode 0x%02x, which LibTorch does not write", opcode));
    }
  }

  // ---- depths

  private int make(int depth) {
    if (depth > DEEPEST) {
      throw tooDeep();
    }
    if (values == depths.length) {
      depths = Arrays.copyOf(depths, 2 * values);
      held = Arrays.copyOf(held, 2 * values);
    }
    depths[values] = depth;
    return values++;
  }

  private static IllegalArgumentException tooDeep() {
    return new IllegalArgumentException("has more than " + DEEPEST + " levels of nested values");
  }

  // A new value that contains the values of the stack from this height on.
  private int holding(int from) {
    int depth = deepestFrom(from);
    height = from;
    return make(depth + 1);
  }

  // Adds the values from this height on to the value below. A container of that one would not
  // be updated, so it must not be in one.
  private void grow(int from) {
    int depth = deepestFrom(from) + 1;
    height = from;
    int value = stack[from(1)];
    if (held[value]) {
      throw new IllegalArgumentException("changes a value that is already in a container");
    }
    depths[value] = Math.max(depths[value], value == PLAIN ? 0 : depth);
    if (depths[value] > DEEPEST) {
      throw tooDeep();
    }
  }

  private int deepestFrom(int from) {
    int deepest = 0;
    for (int i = from; i < height; i++) {
      deepest = Math.max(deepest, depths[stack[i]]);
      held[stack[i]] = stack[i] != PLAIN;
    }
    return deepest;
  }

  // ---- the stack and the memo

  private void push(int value) {
    if (height == stack.length) {
      stack = Arrays.copyOf(stack, 2 * height);
    }
    stack[height++] = value;
  }

  // The height below this many values.
  private int from(int count) {
    if (height < count) {
      throw new IllegalArgumentException("pops more values than it pushes");
    }
    return height - count;
  }

  private void mark() {
    if (marked == marks.length) {
      marks = Arrays.copyOf(marks, 2 * marked);
    }
    marks[marked++] = height;
  }

  private int popMark() {
    if (marked == 0 || marks[marked - 1] > height) {
      throw new IllegalArgumentException("pops more values than it pushes");
    }
    return marks[--marked];
  }

  private void put(long index) {
    if (index > bytes) {
      throw new IllegalArgumentException(
          "uses the memo index " + index + ", which is beyond its size in bytes");
    }
    if (index >= memo.length) {
      memo = Arrays.copyOf(memo, (int) Math.max(2L * memo.length, index + 16));
    }
    memo[(int) index] = stack[from(1)];
  }

  private void get(long index) {
    push(index < memo.length ? memo[(int) index] : PLAIN);
  }

  // ---- bytes

  private void plain(long size) throws IOException {
    if (size < 0) {
      throw new IllegalArgumentException("has a text of " + size + " bytes");
    }
    bytes += size;
    in.skipNBytes(size);
    push(PLAIN);
  }

  private int readByte() throws IOException {
    bytes++;
    return in.readUnsignedByte();
  }

  private int readInt() throws IOException {
    bytes += Integer.BYTES;
    return Integer.reverseBytes(in.readInt());
  }

  private long readLong() throws IOException {
    bytes += Long.BYTES;
    return in.readLong();
  }

  private void skipLine() throws IOException {
    int read;
    do {
      read = readByte();
    } while (read != '\n');
  }
}
