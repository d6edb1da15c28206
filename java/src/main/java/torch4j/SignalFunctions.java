package torch4j;

import static torch4j.Arguments.NO_DOUBLES;
import static torch4j.Arguments.failed;
import static torch4j.Arguments.optional;
import static torch4j.Arguments.required;
import static torch4j.Arguments.vector;

import java.util.List;
import org.bytedeco.pytorch.TensorVector;
import org.bytedeco.pytorch.global.torch;

/** Functions of {@link Torch}: spectra over time, and histograms of several dimensions. */
abstract class SignalFunctions extends PythonFunctions {
  SignalFunctions() {}

  /** The short-time Fourier transform. Same as {@code torch.stft(input, n_fft)}. */
  public static Tensor stft(Tensor input, long nFft) {
    return stft(input, nFft, StftOptions.options());
  }

  /**
   * The short-time Fourier transform. Same as {@code torch.stft(input, n_fft, hop_length, ...)}.
   *
   * @throws TorchException for real input, if {@link StftOptions#returnComplex()} is null
   */
  public static Tensor stft(Tensor input, long nFft, StftOptions options) {
    try {
      return new Tensor(
          torch.stft(
              input.raw,
              nFft,
              optional(options.hopLength()),
              optional(options.winLength()),
              optional(options.window()),
              options.center(),
              options.padMode(),
              options.normalized(),
              optional(options.onesided()),
              optional(options.returnComplex()),
              optional(options.alignToWindow())));
    } catch (RuntimeException e) {
      throw failed(e, "stft(input, options)", input, options);
    }
  }

  /**
   * The inverse of {@link #stft(Tensor, long, StftOptions)}. Same as {@code torch.istft(input,
   * n_fft, hop_length, ...)}.
   */
  public static Tensor istft(Tensor input, long nFft, IstftOptions options) {
    try {
      return new Tensor(
          input.raw.istft(
              nFft,
              optional(options.hopLength()),
              optional(options.winLength()),
              optional(options.window()),
              options.center(),
              options.normalized(),
              optional(options.onesided()),
              optional(options.length()),
              options.returnComplex()));
    } catch (RuntimeException e) {
      throw failed(e, "istft(input, options)", input, options);
    }
  }

  /**
   * A histogram of points, with as many bins in each dimension. Same as {@code
   * torch.histogramdd(input, bins)}.
   *
   * @param input {@code [..., N]}: points of N coordinates
   */
  public static HistogramDD histogramdd(Tensor input, long bins) {
    return histogramdd(input, bins, null, null, false);
  }

  /**
   * A histogram of points. Same as {@code torch.histogramdd(input, bins)}, for a list of counts.
   */
  public static HistogramDD histogramdd(Tensor input, long[] bins) {
    return histogramdd(input, bins, null, null, false);
  }

  /** A histogram of points. Same as {@code torch.histogramdd(input, bins)}, for a list of edges. */
  public static HistogramDD histogramdd(Tensor input, List<Tensor> bins) {
    return histogramdd(input, bins, null, null, false);
  }

  /**
   * Same as {@code torch.histogramdd(input, bins, range=range, weight=weight, density=density)};
   * {@code range} and {@code weight} may be null, for None.
   */
  public static HistogramDD histogramdd(
      Tensor input, long bins, double[] range, Tensor weight, boolean density) {
    try {
      return histogramdd(
          input, Arguments.repeated(bins, (int) input.size(-1)), range, weight, density);
    } catch (RuntimeException e) {
      throw failed(e, "histogramdd(input)", input);
    }
  }

  /**
   * Same as {@code torch.histogramdd(input, bins, range=range, weight=weight, density=density)};
   * {@code range} and {@code weight} may be null, for None.
   *
   * @param range the smallest and the largest edge of each dimension, one after the other
   */
  public static HistogramDD histogramdd(
      Tensor input, long[] bins, double[] range, Tensor weight, boolean density) {
    try {
      return HistogramDD.of(
          range == null
              ? torch.histogramdd(input.raw, required(bins), NO_DOUBLES, optional(weight), density)
              : torch.histogramdd(input.raw, required(bins), range, optional(weight), density));
    } catch (RuntimeException e) {
      throw failed(e, "histogramdd(input, bins)", input, bins);
    }
  }

  /**
   * Same as {@code torch.histogramdd(input, bins, range=range, weight=weight, density=density)};
   * {@code range} and {@code weight} may be null, for None.
   *
   * @param bins the edges of the bins of each dimension, which ascend
   */
  public static HistogramDD histogramdd(
      Tensor input, List<Tensor> bins, double[] range, Tensor weight, boolean density) {
    try (TensorVector edges = vector(bins)) {
      return HistogramDD.of(
          range == null
              ? torch.histogramdd(input.raw, edges, NO_DOUBLES, optional(weight), density)
              : torch.histogramdd(input.raw, edges, range, optional(weight), density));
    } catch (RuntimeException e) {
      throw failed(e, "histogramdd(input, bins)", input, bins);
    }
  }
}
