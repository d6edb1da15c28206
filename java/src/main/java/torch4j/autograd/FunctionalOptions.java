package torch4j.autograd;

import torch4j.processor.Withers;

/**
 * Options of {@link Functional}: {@code FunctionalOptions.options().strict(true)}.
 *
 * @param createGraph whether results are recorded, for higher derivatives
 * @param strict whether what does not depend on the inputs is an error, and not zeros
 */
@Withers
public record FunctionalOptions(boolean createGraph, boolean strict)
    implements FunctionalOptionsWithers {
  private static final FunctionalOptions DEFAULT = new FunctionalOptions(false, false);

  /** Python's defaults. */
  public static FunctionalOptions options() {
    return DEFAULT;
  }
}
