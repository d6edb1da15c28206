package torch4j;

import org.bytedeco.pytorch.LongOptional;
import torch4j.internal.Unscoped;

/**
 * The presets' optional integers: dimensions, sizes, the bounds of ranges. Small ones are made
 * once: making one takes as long as a slice.
 */
final class SmallIntegers {
  private static final int SMALLEST = -128;
  private static final int LARGEST = 1023;
  private static final Made[] MADE = new Made[LARGEST - SMALLEST + 1];

  // The final field shows other threads the whole of what is in it.
  private record Made(LongOptional optional) {}

  private SmallIntegers() {}

  // Operators read it only. A race makes another one at most.
  static LongOptional of(long value) {
    if (value < SMALLEST || value > LARGEST) {
      return new LongOptional(value);
    }
    int place = (int) value - SMALLEST;
    Made made = MADE[place];
    if (made == null) {
      made = new Made(Unscoped.make(() -> new LongOptional(value)));
      MADE[place] = made;
    }
    return made.optional;
  }
}
