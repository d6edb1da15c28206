package torch4j.nn.functional;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.bytedeco.pytorch.DoubleOptional;
import org.bytedeco.pytorch.global.torch;
import torch4j.Tensor;
import torch4j.Torch;
import torch4j.internal.OperatorByName;
import torch4j.internal.Optionals;
import torch4j.internal.Require;
import torch4j.internal.TensorDescription;

/**
 * One call of {@code torch.nn.functional.interpolate}: chooses the operator and computes the output
 * size.
 */
final class Interpolation {
  private final Tensor input;
  private final InterpolationMode mode;
  private final boolean alignCorners;
  private final long[] size;
  private final Double[] scales;

  Interpolation(Tensor input, InterpolateOptions options) {
    this.input = input;
    mode = Require.nonNull(options, "options", "options").mode();
    alignCorners = Boolean.TRUE.equals(options.alignCorners());
    requireValid(input.dim(), options);
    int dimensions = (int) input.dim() - 2;
    scales = new Double[dimensions];
    if (options.size() != null) {
      size = options.size().forDimensions("size", dimensions);
      return;
    }
    double[] factors = factors(options, dimensions);
    size = new long[dimensions];
    Arrays.setAll(size, i -> (long) ((double) input.size(i + 2) * factors[i]));
    if (mode != InterpolationMode.AREA && !Boolean.TRUE.equals(options.recomputeScaleFactor())) {
      Arrays.setAll(scales, i -> factors[i]);
    }
  }

  private void requireValid(long dimensions, InterpolateOptions options) {
    if (!mode.takes(dimensions)) {
      throw invalid(
          "input", TensorDescription.of(input), mode + " mode needs " + mode.takes() + " input");
    }
    if (!mode.hasAlignCorners() && options.alignCorners() != null) {
      throw invalid("alignCorners", options.alignCorners(), "none in mode " + mode);
    }
    if ((options.size() == null) == (options.scaleFactor() == null)) {
      throw invalid(
          "size",
          options.size() + " with scaleFactor " + options.scaleFactor(),
          "either a size or a scaleFactor");
    }
    if (Boolean.TRUE.equals(options.recomputeScaleFactor()) && options.size() != null) {
      throw invalid("recomputeScaleFactor", true, "false with an explicit size");
    }
    boolean canAntialias =
        mode == InterpolationMode.BILINEAR
            || mode == InterpolationMode.BICUBIC
            || mode == InterpolationMode.LANCZOS;
    if (options.antialias() && !canAntialias) {
      throw invalid("antialias", "true in mode " + mode, "bilinear, bicubic or lanczos");
    }
    if (mode == InterpolationMode.LANCZOS && (alignCorners || !options.antialias())) {
      throw invalid("mode", mode, "antialias true and alignCorners false with it");
    }
  }

  private static double[] factors(InterpolateOptions options, int dimensions) {
    int given = options.scaleFactor().size();
    if (given != 1 && given != dimensions) {
      throw invalid("scaleFactor", given + " factors", "1 or " + dimensions);
    }
    var factors = new double[dimensions];
    Arrays.setAll(factors, i -> options.scaleFactor().get(given == 1 ? 0 : i));
    return factors;
  }

  private static IllegalArgumentException invalid(String name, Object got, String expected) {
    return new IllegalArgumentException(name + ": got " + got + ", expected " + expected);
  }

  Tensor output(boolean antialias) {
    return switch (mode) {
      case NEAREST -> nearest();
      case NEAREST_EXACT -> callByName("_upsample_nearest_exact" + size.length + "d");
      case AREA -> area();
      case LINEAR ->
          Tensor.wrap(torch.upsample_linear1d(input.unwrap(), size, alignCorners, scale(0)));
      case TRILINEAR ->
          Tensor.wrap(
              torch.upsample_trilinear3d(
                  input.unwrap(), size, alignCorners, scale(0), scale(1), scale(2)));
      case BILINEAR ->
          antialias
              ? callByName("_upsample_bilinear2d_aa")
              : Tensor.wrap(
                  torch.upsample_bilinear2d(
                      input.unwrap(), size, alignCorners, scale(0), scale(1)));
      case BICUBIC ->
          antialias
              ? callByName("_upsample_bicubic2d_aa")
              : Tensor.wrap(
                  torch.upsample_bicubic2d(input.unwrap(), size, alignCorners, scale(0), scale(1)));
      case LANCZOS -> callByName("_upsample_lanczos2d_aa");
    };
  }

  private Tensor nearest() {
    return switch (size.length) {
      case 1 -> Tensor.wrap(torch.upsample_nearest1d(input.unwrap(), size, scale(0)));
      case 2 -> Tensor.wrap(torch.upsample_nearest2d(input.unwrap(), size, scale(0), scale(1)));
      default ->
          Tensor.wrap(torch.upsample_nearest3d(input.unwrap(), size, scale(0), scale(1), scale(2)));
    };
  }

  private Tensor area() {
    return switch (size.length) {
      case 1 -> Torch.adaptiveAvgPool1d(input, size);
      case 2 -> Tensor.wrap(torch.adaptive_avg_pool2d(input.unwrap(), size));
      default -> Tensor.wrap(torch.adaptive_avg_pool3d(input.unwrap(), size));
    };
  }

  private DoubleOptional scale(int dimension) {
    return Optionals.of(scales[dimension]);
  }

  private Tensor callByName(String operator) {
    List<Object> arguments = new ArrayList<>(List.of(input, size));
    if (mode.hasAlignCorners()) {
      arguments.add(alignCorners);
    }
    arguments.addAll(Arrays.asList(scales)); // null is None
    return OperatorByName.call(operator, "", arguments.toArray()).get(0);
  }
}
