package torch4j.serialization;

import java.nio.ByteBuffer;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Function;

/** The globals of Python's {@code datetime}. */
final class DatetimeGlobals {
  private static final int DATE = 4;
  private static final int TIME = 6;
  // Python's fold: the second of two equal local times, at the end of daylight saving time.
  private static final int FOLD = 0x80;
  private static final long NANOS = 1000;

  private static final Map<String, Global> TABLE = new HashMap<>();

  static {
    add("date", args -> date(bytes(args.requireSize(1, 1), DATE)));
    add("time", DatetimeGlobals::time);
    add("datetime", DatetimeGlobals::dateTime);
    add("timedelta", args -> duration(args.requireSize(3, 3)));
    add("timezone", args -> offset(args.requireSize(1, 2).get(0, Duration.class)));
  }

  private DatetimeGlobals() {}

  static Map<String, Global> table() {
    return TABLE;
  }

  private static void add(String name, Function<ReduceArguments, Object> make) {
    String full = "datetime." + name;
    TABLE.put(full, new Global(full, (tensors, args) -> checked(args, make)));
  }

  private static Object checked(ReduceArguments args, Function<ReduceArguments, Object> make) {
    try {
      return make.apply(args);
    } catch (DateTimeException | ArithmeticException e) {
      throw new IllegalStateException(args.name() + ": " + e.getMessage(), e);
    }
  }

  private static ByteBuffer bytes(ReduceArguments args, int count) {
    byte[] bytes = args.get(0, byte[].class);
    if (bytes.length != count) {
      throw new IllegalStateException(
          args.name() + ": got " + bytes.length + " bytes, expected " + count);
    }
    return ByteBuffer.wrap(bytes);
  }

  private static LocalDate date(ByteBuffer bytes) {
    return LocalDate.of(bytes.getShort() & 0xffff, bytes.get() & ~FOLD & 0xff, bytes.get() & 0xff);
  }

  private static LocalTime time(ByteBuffer bytes) {
    int hour = bytes.get() & ~FOLD & 0xff;
    int minute = bytes.get() & 0xff;
    int second = bytes.get() & 0xff;
    int micros = (bytes.get() & 0xff) << 16 | (bytes.getShort() & 0xffff);
    return LocalTime.of(hour, minute, second, Math.toIntExact(micros * NANOS));
  }

  private static Object time(ReduceArguments args) {
    LocalTime time = time(bytes(args.requireSize(1, 2), TIME));
    return args.size() == 1 ? time : time.atOffset(args.get(1, ZoneOffset.class));
  }

  private static Object dateTime(ReduceArguments args) {
    ByteBuffer bytes = bytes(args.requireSize(1, 2), DATE + TIME);
    LocalDateTime dateTime = date(bytes).atTime(time(bytes));
    return args.size() == 1 ? dateTime : dateTime.atOffset(args.get(1, ZoneOffset.class));
  }

  private static Duration duration(ReduceArguments args) {
    return Duration.ofDays(args.getLong(0))
        .plusSeconds(args.getLong(1))
        .plusNanos(Math.multiplyExact(args.getLong(2), NANOS));
  }

  private static ZoneOffset offset(Duration fromUtc) {
    return ZoneOffset.ofTotalSeconds(Math.toIntExact(fromUtc.toSeconds()));
  }
}
