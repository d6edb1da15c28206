package torch4j.jit;

import java.util.Arrays;
import java.util.List;
import torch4j.internal.Require;
import torch4j.processor.Withers;

/**
 * Options of {@link Jit#freeze(ScriptModule, FreezeOptions)}, with PyTorch's defaults.
 *
 * @param preservedAttrs the attributes and methods to preserve beside {@code forward}; attributes
 *     modified in preserved methods are preserved too
 * @param optimizeNumerics whether to run optimization passes that do not strictly preserve
 *     numerics, such as folding a batch norm into a convolution
 */
@Withers
public record FreezeOptions(List<String> preservedAttrs, boolean optimizeNumerics)
    implements FreezeOptionsWithers {
  /** Keeps a copy of the list. */
  public FreezeOptions {
    Require.nonNull(preservedAttrs, "preservedAttrs", "names, or none")
        .forEach(name -> Require.nonNull(name, "preservedAttrs", "no null elements"));
    preservedAttrs = List.copyOf(preservedAttrs);
  }

  FreezeOptions() {
    this(List.of(), true);
  }

  /** Returns a copy with these attributes and methods to preserve. */
  public FreezeOptions preservedAttrs(String... preservedAttrs) {
    return preservedAttrs(
        Arrays.asList(Require.nonNull(preservedAttrs, "preservedAttrs", "names, or none")));
  }
}
