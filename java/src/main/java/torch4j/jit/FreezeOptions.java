package torch4j.jit;

import java.util.List;

/**
 * The options of {@link Jit#freeze(ScriptModule, FreezeOptions)}. Defaults are PyTorch's.
 *
 * @param preservedAttrs attributes and methods to be kept beside {@code forward}
 * @param optimizeNumerics whether optimisations may change last bits, such as folding a batch norm
 *     into a convolution
 */
public record FreezeOptions(List<String> preservedAttrs, boolean optimizeNumerics) {
  /** Keeps a copy of the list. */
  public FreezeOptions {
    preservedAttrs = List.copyOf(preservedAttrs);
  }

  FreezeOptions() {
    this(List.of(), true);
  }

  /** Keeps these attributes and methods. */
  public FreezeOptions preservedAttrs(String... value) {
    return new FreezeOptions(List.of(value), optimizeNumerics);
  }

  /** Allows, or not, optimisations that change last bits. */
  public FreezeOptions optimizeNumerics(boolean value) {
    return new FreezeOptions(preservedAttrs, value);
  }
}
