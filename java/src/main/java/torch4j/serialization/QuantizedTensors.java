package torch4j.serialization;

import java.util.Arrays;
import java.util.List;
import org.bytedeco.pytorch.DeviceOptional;
import org.bytedeco.pytorch.MemoryFormatOptional;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorOptions;
import org.bytedeco.pytorch.global.torch;
import org.bytedeco.pytorch.global.torch.QScheme;
import org.bytedeco.pytorch.global.torch.ScalarType;

/** Builds quantized tensors: Python's {@code torch._utils._rebuild_qtensor}. */
final class QuantizedTensors {
  private QuantizedTensors() {}

  /** storage, storage_offset, size, stride, quantizer's parameters, requires_grad, hooks. */
  static Tensor rebuilt(TensorBuilder tensors, Arguments args) {
    LoadedStorage storage = args.requireSize(7, 7).get(0, LoadedStorage.class);
    Dtype dtype = storage.dtype();
    if (!dtype.isQuantized()) {
      throw new IllegalStateException(
          args.name() + ": got a storage of " + dtype.name() + ", expected a quantized dtype");
    }
    var extent = new Extent(args.getLong(1), args.getLongs(2), args.getLongs(3));
    extent.requireWithin(storage, dtype);
    var quantizer = new Arguments(args.name() + "'s quantizer", args.get(4, Tuple.class));
    boolean requiresGrad = args.get(5, Boolean.class);
    return TensorBuilder.fromLibTorch(
        () -> {
          Tensor tensor = tensors.keep(empty(storage, extent, quantizer));
          try (var bytes = storage.bytes().storage()) {
            tensor.set_(bytes, extent.offset(), extent.sizes(), extent.strides());
          }
          return requiresGrad ? tensor.set_requires_grad(true) : tensor;
        });
  }

  private static Tensor empty(LoadedStorage storage, Extent extent, Arguments quantizer) {
    try (var device = new DeviceOptional(storage.bytes().device());
        var plain = new TensorOptions(storage.dtype().type());
        var options = plain.device(device);
        var format = new MemoryFormatOptional()) {
      return switch (quantizer.get(0, QScheme.class)) {
        case PER_TENSOR_AFFINE -> perTensor(extent, quantizer.requireSize(3, 3), options, format);
        case PER_CHANNEL_AFFINE, PER_CHANNEL_AFFINE_FLOAT_QPARAMS ->
            perChannel(extent, quantizer.requireSize(4, 4), options, format);
        default ->
            throw new IllegalStateException(
                quantizer.name()
                    + ": got "
                    + DefaultGlobals.nameOf(quantizer.get(0, QScheme.class))
                    + ", expected per_tensor_affine or per_channel_affine");
      };
    }
  }

  private static Tensor perTensor(
      Extent extent, Arguments quantizer, TensorOptions options, MemoryFormatOptional format) {
    return torch.torch__empty_affine_quantized(
        emptied(extent.sizes(), -1),
        options,
        quantizer.get(1, Number.class).doubleValue(),
        quantizer.getLong(2),
        format);
  }

  private static Tensor perChannel(
      Extent extent, Arguments quantizer, TensorOptions options, MemoryFormatOptional format) {
    long[] sizes = extent.sizes();
    long axis = quantizer.getLong(3);
    boolean floats = quantizer.get(0, QScheme.class) == QScheme.PER_CHANNEL_AFFINE_FLOAT_QPARAMS;
    Tensor scales = numbers(quantizer, 1, floats ? ScalarType.Float : ScalarType.Double);
    Tensor zeroPoints = numbers(quantizer, 2, floats ? ScalarType.Float : ScalarType.Long);
    boolean fits =
        axis >= 0
            && axis < sizes.length
            && scales.dim() == 1
            && scales.numel() == sizes[(int) axis]
            && zeroPoints.dim() == 1
            && zeroPoints.numel() == sizes[(int) axis];
    if (!fits) {
      throw new IllegalStateException(
          quantizer.name()
              + ": got "
              + scales.numel()
              + " scales and "
              + zeroPoints.numel()
              + " zero points for axis "
              + axis
              + ", expected one of each along an axis of "
              + Arrays.toString(sizes));
    }
    return torch.torch__empty_per_channel_affine_quantized(
        emptied(sizes, (int) axis), scales, zeroPoints, axis, options, format);
  }

  // Sizes for a tensor that gets its storage later: no memory is taken, and the axis keeps its
  // size.
  private static long[] emptied(long[] sizes, int axis) {
    long[] emptied = sizes.clone();
    for (int i = 0; i < emptied.length; i++) {
      emptied[i] = i == axis ? emptied[i] : 0;
    }
    return emptied;
  }

  // A tensor, or a list in files of older versions.
  private static Tensor numbers(Arguments quantizer, int index, ScalarType dtype) {
    if (!(quantizer.get(index, Object.class) instanceof List<?> list)) {
      return quantizer.get(index, Tensor.class);
    }
    double[] numbers =
        list.stream()
            .mapToDouble(
                number -> Unpickler.require(Number.class, number, quantizer.name()).doubleValue())
            .toArray();
    try (Tensor doubles = torch.tensor(numbers)) {
      return doubles.to(dtype);
    }
  }
}
