package torch4j.internal;

import java.nio.charset.StandardCharsets;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import torch4j.TorchException;

/**
 * The kernels and allocators of libtorch4j that replace those of LibTorch, and the system property
 * that disables them.
 *
 * <p>{@code -Dtorch4j.kernels=all} is the default, {@code aten} installs none, and {@code
 * -bmm,-heap} installs all except the named ones. The table in {@code native/src/aten/kernels.cpp}
 * says which LibTorch functions each replaces.
 */
final class Kernels {
  private static final String PROPERTY = "torch4j.kernels";

  private Kernels() {}

  /**
   * Installs the kernels that the property selects, once in a process: later calls have no effect.
   *
   * @return the names of the kernels that are active with this LibTorch and processor
   * @throws TorchException if the property names a kernel that does not exist
   */
  static List<String> install() {
    byte[][] leftOut =
        leftOut(System.getProperty(PROPERTY, "all"), names(NativeRuntime.kernelNames())).stream()
            .map(name -> name.getBytes(StandardCharsets.UTF_8))
            .toArray(byte[][]::new);
    return names(NativeRuntime.installKernels(leftOut));
  }

  private static List<String> names(String separated) {
    return separated.isEmpty() ? List.of() : List.of(separated.split(","));
  }

  /**
   * The kernels that a value of the property disables.
   *
   * @param value {@code all}, {@code aten}, or names with a minus sign, separated by commas
   */
  static Set<String> leftOut(String value, List<String> known) {
    String trimmed = value.strip();
    if (trimmed.isEmpty() || trimmed.equals("all")) {
      return Set.of();
    }
    if (trimmed.equals("aten")) {
      return Set.copyOf(known);
    }
    Set<String> leftOut = new LinkedHashSet<>();
    for (String part : trimmed.split(",", -1)) {
      String name = part.strip();
      if (!name.startsWith("-") || !known.contains(name.substring(1))) {
        throw new TorchException(
            PROPERTY
                + ": got \""
                + value
                + "\", expected all, aten, or names to leave out, of -"
                + String.join(",-", known),
            "");
      }
      leftOut.add(name.substring(1));
    }
    return leftOut;
  }
}
