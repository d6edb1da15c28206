package torch4j.serialization;

import java.util.Map;

/** The opcodes of a pickle that {@code torch.load} supports, by their names in Python. */
final class Opcode {
  static final int MARK = '(';
  static final int STOP = '.';
  static final int BINFLOAT = 'G';
  static final int BININT = 'J';
  static final int BININT1 = 'K';
  static final int BININT2 = 'M';
  static final int NONE = 'N';
  static final int BINPERSID = 'Q';
  static final int REDUCE = 'R';
  static final int SHORT_BINSTRING = 'U';
  static final int BINUNICODE = 'X';
  static final int EMPTY_LIST = ']';
  static final int APPEND = 'a';
  static final int BUILD = 'b';
  static final int GLOBAL = 'c';
  static final int APPENDS = 'e';
  static final int BINGET = 'h';
  static final int LONG_BINGET = 'j';
  static final int BINPUT = 'q';
  static final int LONG_BINPUT = 'r';
  static final int SETITEM = 's';
  static final int TUPLE = 't';
  static final int SETITEMS = 'u';
  static final int EMPTY_DICT = '}';
  static final int EMPTY_TUPLE = ')';
  static final int PROTO = 0x80;
  static final int NEWOBJ = 0x81;
  static final int TUPLE1 = 0x85;
  static final int TUPLE2 = 0x86;
  static final int TUPLE3 = 0x87;
  static final int NEWTRUE = 0x88;
  static final int NEWFALSE = 0x89;
  static final int LONG1 = 0x8a;
  static final int LONG4 = 0x8b;
  static final int EMPTY_SET = 0x8f;

  // Opcodes of later pickle protocols, which torch.load does not support by default.
  private static final Map<Integer, String> OTHERS =
      Map.ofEntries(
          Map.entry((int) 'B', "BINBYTES of pickle protocol 3"),
          Map.entry((int) 'C', "SHORT_BINBYTES of pickle protocol 3"),
          Map.entry(0x8c, "SHORT_BINUNICODE of pickle protocol 4"),
          Map.entry(0x8d, "BINUNICODE8 of pickle protocol 4"),
          Map.entry(0x8e, "BINBYTES8 of pickle protocol 4"),
          Map.entry(0x90, "ADDITEMS of pickle protocol 4"),
          Map.entry(0x91, "FROZENSET of pickle protocol 4"),
          Map.entry(0x92, "NEWOBJ_EX of pickle protocol 4"),
          Map.entry(0x93, "STACK_GLOBAL of pickle protocol 4"),
          Map.entry(0x94, "MEMOIZE of pickle protocol 4"),
          Map.entry(0x95, "FRAME of pickle protocol 4"),
          Map.entry(0x96, "BYTEARRAY8 of pickle protocol 5"),
          Map.entry(0x97, "NEXT_BUFFER of pickle protocol 5"),
          Map.entry(0x98, "READONLY_BUFFER of pickle protocol 5"));

  private Opcode() {}

  /** The message for an opcode that torch.load does not support by default. */
  static String refusal(int opcode) {
    String other = OTHERS.get(opcode);
    return "got the opcode "
        + (other == null ? String.format("0x%02x", opcode) : other)
        + ", expected one that torch.load supports by default"
        + (other == null ? "" : "; save it with pickle_protocol=2, the default of torch.save");
  }
}
