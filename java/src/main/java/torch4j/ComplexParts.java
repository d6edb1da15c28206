package torch4j;

import java.util.List;
import org.bytedeco.pytorch.global.torch;

/** Complex tensors of their real and imaginary parts. */
final class ComplexParts {
  private ComplexParts() {}

  /** Same as {@code torch.complex}, which the presets have only with a tensor for its result. */
  static Tensor joined(Tensor real, Tensor imag) {
    DType dtype = DType.wrap(real.raw.scalar_type());
    DType other = DType.wrap(imag.raw.scalar_type());
    if (complex(dtype) == null || complex(other) == null || dtype != other) {
      throw new IllegalArgumentException(
          "complex: got "
              + dtype.name()
              + " and "
              + other.name()
              + ", expected both float16, float32 or float64, and the same");
    }
    if (Torch.isGradEnabled() && (real.requiresGrad() || imag.requiresGrad())) {
      return recorded(real, imag);
    }
    Tensor joined =
        Torch.empty(
            new long[] {0}, TensorOptions.options().dtype(complex(dtype)).device(real.device()));
    torch.complex_outf(real.raw, imag.raw, joined.raw);
    return joined;
  }

  private static DType complex(DType dtype) {
    return switch (dtype) {
      case float16 -> DType.complex32;
      case float32 -> DType.complex64;
      case float64 -> DType.complex128;
      default -> null;
    };
  }

  // With a tensor for its result, it is not recorded.
  private static Tensor recorded(Tensor real, Tensor imag) {
    List<Tensor> parts = Torch.broadcastTensors(List.of(real, imag));
    try (Tensor pairs = Torch.stack(parts, -1)) {
      return Torch.viewAsComplex(pairs);
    } finally {
      parts.forEach(Tensor::close);
    }
  }
}
