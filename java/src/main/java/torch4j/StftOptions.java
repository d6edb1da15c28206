package torch4j;

import torch4j.internal.Require;
import torch4j.processor.Withers;

/**
 * The keywords of {@code torch.stft}.
 *
 * @param hopLength the distance between neighboring windows; null: a quarter of {@code nFft}
 * @param winLength the size of the window; null: {@code nFft}
 * @param window the window function, of size {@code winLength}; null: ones
 * @param center whether the input is padded so that each frame is centered at its time
 * @param padMode how the input is padded if {@code center}: "reflect", "constant", "replicate" or
 *     "circular"
 * @param normalized whether the result is divided by the square root of the frame's length
 * @param onesided whether only the first half of the frequencies is returned; null: if input and
 *     window are real
 * @param returnComplex whether the result is complex, or has a last dimension of real and imaginary
 *     parts; null: if the input is complex, and an error if it is real
 * @param alignToWindow whether frames begin where the window begins, only if not {@code center};
 *     null: no
 */
@Withers
public record StftOptions(
    Long hopLength,
    Long winLength,
    Tensor window,
    boolean center,
    String padMode,
    boolean normalized,
    Boolean onesided,
    Boolean returnComplex,
    Boolean alignToWindow)
    implements StftOptionsWithers {
  private static final StftOptions DEFAULT =
      new StftOptions(null, null, null, true, "reflect", false, null, null, null);

  /** Checks that there is a {@code padMode}. */
  public StftOptions {
    Require.nonNull(padMode, "stft: padMode", "reflect, constant, replicate or circular");
  }

  /** Python's defaults. */
  public static StftOptions options() {
    return DEFAULT;
  }
}
