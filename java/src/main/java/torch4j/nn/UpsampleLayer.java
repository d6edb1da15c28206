package torch4j.nn;

import java.util.List;
import java.util.stream.Collectors;
import torch4j.Tensor;
import torch4j.internal.Require;
import torch4j.nn.functional.F;
import torch4j.nn.functional.InterpolateOptions;

/**
 * The base class of the upsampling layers. Same as {@code torch.nn.Upsample}, their base class in
 * Python.
 */
abstract class UpsampleLayer extends Module {
  private final InterpolateOptions options;

  UpsampleLayer(InterpolateOptions options) {
    if (Require.nonNull(options, "options", "options").antialias()) {
      throw new IllegalArgumentException(
          "antialias: got true, expected false; F.interpolate has this option");
    }
    this.options = options;
  }

  static InterpolateOptions sizeOnly(InterpolateOptions options) {
    Require.nonNull(options, "options", "options");
    var kept =
        new InterpolateOptions(
            options.size(),
            options.scaleFactor(),
            InterpolateOptions.DEFAULT.mode(),
            null,
            null,
            false);
    if (!kept.equals(options)) {
      throw new IllegalArgumentException(
          "options: got " + options + ", expected size or scaleFactor and nothing else");
    }
    return options;
  }

  @Override
  public final Tensor forward(Tensor input) {
    try {
      return F.interpolate(input, options);
    } catch (IllegalArgumentException e) {
      throw (IllegalArgumentException) invalidInput(e.getMessage(), input).initCause(e);
    }
  }

  @Override
  protected final String expectedInput() {
    return switch (options.mode()) {
      case LINEAR -> "[N, C, L], floating-point";
      case BILINEAR, BICUBIC, LANCZOS -> "[N, C, H, W], floating-point";
      case TRILINEAR -> "[N, C, D, H, W], floating-point";
      default -> "[N, C, L], [N, C, H, W] or [N, C, D, H, W], floating-point";
    };
  }

  @Override
  protected final String extraRepr() {
    String size =
        options.scaleFactor() == null
            ? "size=" + (options.size() == null ? "None" : options.size())
            : "scale_factor=" + factors(options.scaleFactor());
    return size + ", mode='" + options.mode() + "'";
  }

  private static String factors(List<Double> factors) {
    return factors.size() == 1
        ? Repr.of(factors.get(0))
        : factors.stream().map(Repr::of).collect(Collectors.joining(", ", "(", ")"));
  }
}
