package torch4j.serialization;

import java.util.Arrays;
import java.util.List;
import org.bytedeco.pytorch.DeviceOptional;
import org.bytedeco.pytorch.MemoryFormatOptional;
import org.bytedeco.pytorch.TensorOptions;
import org.bytedeco.pytorch.global.torch;
import org.bytedeco.pytorch.global.torch.QScheme;
import torch4j.DType;
import torch4j.Tensor;
import torch4j.Torch;

/** Builds quantized tensors, as Python's {@code torch._utils._rebuild_qtensor}. */
final class QuantizedTensors {
  private QuantizedTensors() {}

  /** {@code _rebuild_qtensor(storage, storage_offset, size, stride, quantizer_params, ...)}. */
  static Tensor rebuilt(TensorBuilder tensors, ReduceArguments args) {
    LoadedStorage storage = args.requireSize(7, 7).get(0, LoadedStorage.class);
    Dtype dtype = storage.dtype();
    if (!dtype.isQuantized()) {
      throw new IllegalStateException(
          args.name() + ": got a storage of " + dtype.name() + ", expected a quantized dtype");
    }
    var geometry = new TensorGeometry(args.getLong(1), args.getLongs(2), args.getLongs(3));
    geometry.requireWithin(storage, dtype);
    var quantizer = new ReduceArguments(args.name() + "'s quantizer", args.get(4, Tuple.class));
    boolean requiresGrad = args.get(5, Boolean.class);
    return TensorBuilder.fromLibTorch(
        () -> {
          Tensor tensor = tensors.keep(empty(storage, geometry, quantizer));
          try (var bytes = storage.bytes().unwrap().storage()) {
            tensor.unwrap().set_(bytes, geometry.offset(), geometry.sizes(), geometry.strides());
          }
          return requiresGrad ? tensor.requiresGrad_(true) : tensor;
        });
  }

  private static Tensor empty(
      LoadedStorage storage, TensorGeometry geometry, ReduceArguments quantizer) {
    try (var device = new DeviceOptional(storage.bytes().device().unwrap());
        var plain = new TensorOptions(storage.dtype().type().unwrap());
        var options = plain.device(device);
        var format = new MemoryFormatOptional()) {
      return switch (quantizer.get(0, QScheme.class)) {
        case PER_TENSOR_AFFINE -> perTensor(geometry, quantizer.requireSize(3, 3), options, format);
        case PER_CHANNEL_AFFINE, PER_CHANNEL_AFFINE_FLOAT_QPARAMS ->
            perChannel(geometry, quantizer.requireSize(4, 4), options, format);
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
      TensorGeometry geometry,
      ReduceArguments quantizer,
      TensorOptions options,
      MemoryFormatOptional format) {
    return Tensor.wrap(
        torch.torch__empty_affine_quantized(
            emptied(geometry.sizes(), -1),
            options,
            quantizer.get(1, Number.class).doubleValue(),
            quantizer.getLong(2),
            format));
  }

  private static Tensor perChannel(
      TensorGeometry geometry,
      ReduceArguments quantizer,
      TensorOptions options,
      MemoryFormatOptional format) {
    long[] sizes = geometry.sizes();
    long axis = quantizer.getLong(3);
    boolean floats = quantizer.get(0, QScheme.class) == QScheme.PER_CHANNEL_AFFINE_FLOAT_QPARAMS;
    Tensor scales = numbers(quantizer, 1, floats ? DType.float32 : DType.float64);
    Tensor zeroPoints = numbers(quantizer, 2, floats ? DType.float32 : DType.int64);
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
    return Tensor.wrap(
        torch.torch__empty_per_channel_affine_quantized(
            emptied(sizes, (int) axis),
            scales.unwrap(),
            zeroPoints.unwrap(),
            axis,
            options,
            format));
  }

  // Sizes without elements, for a tensor whose storage is set later; the axis keeps its size.
  private static long[] emptied(long[] sizes, int axis) {
    long[] emptied = sizes.clone();
    for (int i = 0; i < emptied.length; i++) {
      emptied[i] = i == axis ? emptied[i] : 0;
    }
    return emptied;
  }

  // A tensor, or a list in files of older versions.
  private static Tensor numbers(ReduceArguments quantizer, int index, DType dtype) {
    if (!(quantizer.get(index, Object.class) instanceof List<?> list)) {
      return quantizer.get(index, Tensor.class);
    }
    double[] numbers =
        list.stream()
            .mapToDouble(
                number -> Unpickler.require(Number.class, number, quantizer.name()).doubleValue())
            .toArray();
    try (Tensor doubles = Torch.tensor(numbers)) {
      return doubles.to(dtype);
    }
  }
}
