package torch4j.internal;

import java.util.regex.Pattern;

/** Memory that LibTorch asked for, and the machine did not give. */
public final class AllocationFailure {
  private static final Pattern OF_CPU =
      Pattern.compile(
          "(\\[enforce fail[^\\n]*)?DefaultCPUAllocator: .*?you tried to allocate (\\d+) bytes[^\\n]*");

  private AllocationFailure() {}

  /** Whether this message of LibTorch's is about it. */
  public static boolean is(String message) {
    return OF_CPU.matcher(message).find() || message.contains("CUDA out of memory");
  }

  /**
   * The message in our words, as jni/guard.cpp writes it too: how much was asked for, without the
   * line of LibTorch's code. Other messages, and CUDA's, which says that itself, stay as they are.
   */
  static String message(String message) {
    return OF_CPU
        .matcher(message)
        .replaceFirst(
            "memory: got a request for $2 bytes, expected no more than the machine has free; ask for"
                + " smaller tensors");
  }
}
