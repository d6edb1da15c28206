package torch4j.serialization;

import java.util.function.Supplier;

/** A value of a pickle that is created after all storages have been read. */
final class Deferred {
  private final Supplier<Object> make;
  private Object value;

  /** A value that is created once. */
  Deferred(Supplier<Object> make) {
    this.make = make;
  }

  /** The value, the same one each time. */
  Object value() {
    if (value == null) {
      value = make.get();
    }
    return value;
  }
}
