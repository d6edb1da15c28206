package torch4j.internal;

import java.util.regex.Pattern;

/** LibTorch's exceptions for failed allocations. */
public final class AllocationFailure {
  private static final Pattern OF_CPU =
      Pattern.compile(
          "(\\[enforce fail[^\\n]*)?DefaultCPUAllocator: .*?you tried to allocate (\\d+) bytes[^\\n]*");

  private AllocationFailure() {}

  /** Whether a message of LibTorch reports a failed allocation. */
  public static boolean is(String message) {
    return OF_CPU.matcher(message).find() || message.contains("CUDA out of memory");
  }

  /**
   * A message of LibTorch in torch4j's form, with the number of bytes and without the line of
   * LibTorch's code; the same as in native/src/jni/guard.cpp. CUDA's message and messages about
   * anything else are returned unchanged.
   */
  static String message(String message) {
    return OF_CPU
        .matcher(message)
        .replaceFirst(
            "memory: got a request for $2 bytes, expected no more than the machine has free; ask for"
                + " smaller tensors");
  }
}
