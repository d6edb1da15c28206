package torch4j;

import torch4j.processor.Withers;

/**
 * The keywords of {@code torch.istft}.
 *
 * @param hopLength the distance between neighboring windows; null: a quarter of {@code nFft}
 * @param winLength the size of the window; null: {@code nFft}
 * @param window the window function, of size {@code winLength}; null: ones
 * @param center whether the input of stft was padded so that each frame is centered at its time
 * @param normalized whether the result of stft was divided by the square root of the frame's length
 * @param onesided whether the input has the first half of the frequencies only; null: if its size
 *     says so
 * @param length the length of the signal; null: as the frames say
 * @param returnComplex whether the result is complex
 */
@Withers
public record IstftOptions(
    Long hopLength,
    Long winLength,
    Tensor window,
    boolean center,
    boolean normalized,
    Boolean onesided,
    Long length,
    boolean returnComplex)
    implements IstftOptionsWithers {
  private static final IstftOptions DEFAULT =
      new IstftOptions(null, null, null, true, false, null, null, false);

  /** Python's defaults. */
  public static IstftOptions options() {
    return DEFAULT;
  }
}
