package torch4j.internal;

import java.nio.charset.StandardCharsets;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import torch4j.TorchException;

/**
 * What libtorch4j puts in place of LibTorch's own kernels and allocators, and the property that
 * switches it off.
 *
 * <p>{@code -Dtorch4j.kernels=all} is the default, {@code aten} leaves LibTorch as it is, and
 * {@code -bmm,-heap} leaves out the named ones. The native table {@code
 * native/src/aten/kernels.cpp} says what each of them replaces.
 */
final class Kernels {
  private static final String PROPERTY = "torch4j.kernels";

  private Kernels() {}

  /**
   * Installs the kernels that the property asks for. Once in a process: later calls change nothing.
   *
   * @return those that are active on this LibTorch and processor
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
   * The kernels that a value of the property leaves out.
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
