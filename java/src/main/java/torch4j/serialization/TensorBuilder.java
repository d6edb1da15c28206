package torch4j.serialization;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.bytedeco.pytorch.BoolOptional;
import org.bytedeco.pytorch.DeviceOptional;
import org.bytedeco.pytorch.LayoutOptional;
import org.bytedeco.pytorch.MemoryFormatOptional;
import org.bytedeco.pytorch.TensorOptions;
import org.bytedeco.pytorch.global.torch;
import org.bytedeco.pytorch.global.torch.Layout;
import torch4j.DType;
import torch4j.Device;
import torch4j.Tensor;
import torch4j.Torch;
import torch4j.TorchException;
import torch4j.internal.AllocationFailure;
import torch4j.internal.LibTorchErrors;
import torch4j.internal.TensorDescription;

/**
 * Builds the tensors of a pickle, as Python's {@code torch._utils._rebuild_...} functions do, with
 * all numbers checked before they are passed to LibTorch.
 *
 * <p>The tensors belong to the caller's scope; {@link #discard()} frees them when loading fails.
 */
final class TensorBuilder {
  private final List<Tensor> made = new ArrayList<>();
  private final List<Tensor> sparse = new ArrayList<>();
  private final Map<String, TensorOptions> options = new HashMap<>();
  private final StorageOrder order;
  private final MapLocation mapLocation;

  /** A builder; {@code order} swaps the bytes of untyped storages if necessary. */
  TensorBuilder(StorageOrder order, MapLocation mapLocation) {
    this.order = order;
    this.mapLocation = mapLocation;
  }

  /** Called when the dtype of an untyped storage becomes known. */
  @FunctionalInterface
  interface StorageOrder {
    void dtypeFound(LoadedStorage storage, Dtype dtype);
  }

  <T extends Tensor> T keep(T tensor) {
    made.add(tensor);
    return tensor;
  }

  /** Frees all tensors. */
  void discard() {
    made.forEach(Tensor::close);
  }

  /** Frees cached options. */
  void finish() {
    options.values().forEach(TensorOptions::close);
  }

  /** {@code _rebuild_tensor(storage, storage_offset, size, stride)}. */
  Tensor strided(ReduceArguments args) {
    LoadedStorage storage = args.get(0, LoadedStorage.class);
    return strided(storage, storage.dtype(), args);
  }

  private Tensor strided(LoadedStorage storage, Dtype dtype, ReduceArguments args) {
    return strided(
        storage, dtype, new TensorGeometry(args.getLong(1), args.getLongs(2), args.getLongs(3)));
  }

  /** A tensor over a storage. */
  Tensor strided(LoadedStorage storage, Dtype dtype, TensorGeometry geometry) {
    geometry.requireWithin(storage, dtype);
    return fromLibTorch(
        () -> {
          Tensor tensor = keep(empty(dtype, storage.bytes()));
          try (var bytes = storage.bytes().unwrap().storage()) {
            tensor.unwrap().set_(bytes, geometry.offset(), geometry.sizes(), geometry.strides());
          }
          return tensor;
        });
  }

  /** A whole storage as a tensor of one dimension; of a quantized dtype, its bytes. */
  Tensor all(LoadedStorage storage) {
    Dtype dtype = storage.dtype().isQuantized() ? Dtype.UINT8 : storage.dtype();
    long count = storage.bytes().numel() / dtype.bytes();
    return strided(storage, dtype, new TensorGeometry(0, new long[] {count}, new long[] {1}));
  }

  /** A tensor with a copy of these bytes, swapped if their order is not the machine's. */
  Tensor copied(String name, Dtype dtype, TensorGeometry geometry, byte[] data, boolean swap) {
    try (Tensor bytes = mapLocation.empty("cpu", data.length)) {
      NativeMemory memory = NativeMemory.of(bytes);
      memory.buffer(0, data.length).put(data);
      if (swap && dtype.swapped() > 1) {
        ByteSwap.reverse(memory, dtype.swapped());
      }
      return strided(new LoadedStorage(name, bytes, dtype), dtype, geometry);
    }
  }

  private Tensor empty(Dtype dtype, Tensor like) {
    try (var device = like.isCpu() ? null : new DeviceOptional(like.device().unwrap())) {
      String key = device == null ? dtype.name() : dtype.name() + device.get().str().getString();
      return Tensor.wrap(
          torch.torch_empty(
              new long[] {0},
              options.computeIfAbsent(key, name -> optionsOf(dtype.type(), device)),
              new MemoryFormatOptional()));
    }
  }

  private static TensorOptions optionsOf(DType type, DeviceOptional device) {
    var options = new TensorOptions(type.unwrap());
    return device == null ? options : options.device(device);
  }

  /** {@code _rebuild_tensor_v2(..., requires_grad, backward_hooks, metadata)}. */
  Tensor tensorV2(ReduceArguments args) {
    return withGrad(strided(args), args, args.size() == 7 ? args.get(6, Object.class) : null);
  }

  /** {@code _rebuild_tensor_v3(..., requires_grad, backward_hooks, dtype, metadata)}. */
  Tensor tensorV3(ReduceArguments args) {
    Dtype dtype = Dtype.of(args.get(6, DType.class));
    LoadedStorage storage = args.get(0, LoadedStorage.class);
    order.dtypeFound(storage, dtype);
    return withGrad(
        strided(storage, dtype, args), args, args.size() == 8 ? args.get(7, Object.class) : null);
  }

  private Tensor withGrad(Tensor tensor, ReduceArguments args, Object metadata) {
    boolean requiresGrad = args.get(4, Boolean.class);
    return fromLibTorch(
        () -> {
          if (requiresGrad) {
            tensor.requiresGrad_(true);
          }
          if (metadata != null) {
            setBits(tensor, Unpickler.require(Map.class, metadata, "metadata"));
          }
          return tensor;
        });
  }

  private static void setBits(Tensor tensor, Map<?, ?> bits) {
    if (Boolean.TRUE.equals(bits.get("conj"))) {
      if (!tensor.isComplex()) {
        throw new IllegalStateException(
            "conj: got " + TensorDescription.of(tensor) + ", expected complex numbers");
      }
      tensor.unwrap()._set_conj(true);
    }
    if (Boolean.TRUE.equals(bits.get("neg"))) {
      tensor.unwrap()._set_neg(true);
    }
  }

  /** {@code _rebuild_parameter(data, requires_grad, backward_hooks)}; attributes are ignored. */
  Object parameter(ReduceArguments args) {
    boolean requiresGrad = args.size() < 2 || args.get(1, Boolean.class);
    return args.get(0, Object.class) instanceof Deferred data
        ? new Deferred(() -> parameter((Tensor) data.value(), requiresGrad))
        : parameter(args.get(0, Tensor.class), requiresGrad);
  }

  private Parameter parameter(Tensor data, boolean requiresGrad) {
    return fromLibTorch(() -> keep(Parameter.of(data, requiresGrad)));
  }

  /** An empty tensor of a class before PyTorch 0.4, which {@link #setState} completes. */
  Tensor legacy(Dtype dtype, ReduceArguments args) {
    args.requireSize(0, 0);
    return fromLibTorch(
        () -> {
          try (var options = new TensorOptions(dtype.type().unwrap());
              var format = new MemoryFormatOptional()) {
            return keep(Tensor.wrap(torch.torch_empty(new long[] {0}, options, format)));
          }
        });
  }

  /** {@code Tensor.__setstate__}: the layout of a tensor, or requires_grad of a parameter. */
  void setState(Tensor tensor, Tuple state) {
    var args = new ReduceArguments("BUILD", state);
    if (tensor instanceof Parameter parameter) {
      boolean requiresGrad = args.requireSize(3, 3).get(0, Boolean.class);
      fromLibTorch(() -> parameter.requiresGrad_(requiresGrad));
      return;
    }
    LoadedStorage storage = args.requireSize(4, 4).get(0, LoadedStorage.class);
    if (storage.dtype().type() != tensor.dtype()) {
      throw new IllegalStateException(
          "BUILD: got a storage of "
              + storage.dtype().name()
              + " for "
              + TensorDescription.of(tensor));
    }
    var geometry = new TensorGeometry(args.getLong(1), args.getLongs(2), args.getLongs(3));
    geometry.requireWithin(storage, storage.dtype());
    fromLibTorch(
        () -> {
          try (var bytes = storage.bytes().unwrap().storage()) {
            return Tensor.wrap(
                tensor
                    .unwrap()
                    .set_(bytes, geometry.offset(), geometry.sizes(), geometry.strides()));
          }
        });
  }

  /** {@code _rebuild_device_tensor_from_...(data, dtype, device, requires_grad)}. */
  Object onDevice(ReduceArguments args) {
    Object given = args.get(0, Object.class);
    Tensor data =
        Unpickler.require(
            Tensor.class, given instanceof NumpyArray array ? array.value() : given, args.name());
    DType dtype = Dtype.of(args.get(1, DType.class)).type();
    String device = mapLocation.of(args.get(2, String.class));
    boolean requiresGrad = args.get(3, Boolean.class);
    boolean same = device.equals("cpu") && data.isCpu() && data.dtype() == dtype;
    return same
        ? fromLibTorch(() -> data.requiresGrad_(requiresGrad))
        : new Deferred(
            () -> moved(data, dtype, device, requiresGrad)); // the data may not have been read yet
  }

  private Tensor moved(Tensor data, DType dtype, String device, boolean requiresGrad) {
    return fromLibTorch(
        () -> {
          Device there = Torch.device(device);
          return keep(data.to(there, dtype)).requiresGrad_(requiresGrad);
        });
  }

  /** {@code _rebuild_nested_tensor(buffer, sizes, strides, storage_offsets)}. */
  Deferred nested(ReduceArguments args) {
    Tensor buffer = args.get(0, Tensor.class);
    Tensor sizes = args.get(1, Tensor.class);
    Tensor strides = args.get(2, Tensor.class);
    Tensor offsets = args.get(3, Tensor.class);
    return new Deferred(
        () ->
            fromLibTorch(
                () -> {
                  Tensor nested = keep(Tensor.wrap(new org.bytedeco.pytorch.Tensor()));
                  NativeStorage.nested(
                      buffer.unwrap().address(),
                      sizes.unwrap().address(),
                      strides.unwrap().address(),
                      offsets.unwrap().address(),
                      nested.unwrap().address());
                  return nested;
                }));
  }

  /** {@code _rebuild_meta_tensor_no_storage(dtype, size, stride, requires_grad)}. */
  Tensor meta(ReduceArguments args) {
    Dtype dtype = Dtype.of(args.get(0, DType.class));
    var geometry = new TensorGeometry(0, args.getLongs(1), args.getLongs(2));
    boolean requiresGrad = args.get(3, Boolean.class);
    return fromLibTorch(
        () -> {
          try (var options =
              new TensorOptions(dtype.type().unwrap())
                  .device(new DeviceOptional(Device.of("meta").unwrap()))
                  .requires_grad(new BoolOptional(requiresGrad))) {
            return keep(
                Tensor.wrap(
                    torch.torch_empty_strided(geometry.sizes(), geometry.strides(), options)));
          }
        });
  }

  /** {@code _rebuild_sparse_tensor(layout, data)}. */
  Tensor sparse(ReduceArguments args) {
    Layout layout = args.get(0, Layout.class);
    var data = new ReduceArguments(args.name(), args.get(1, Tuple.class));
    Tensor tensor =
        fromLibTorch(() -> keep(layout == Layout.Sparse ? coo(data) : compressed(layout, data)));
    sparse.add(tensor);
    return tensor;
  }

  private static Tensor coo(ReduceArguments data) {
    data.requireSize(3, 4);
    Tensor values = data.get(1, Tensor.class);
    try (var options = values.unwrap().options();
        var coalesced =
            data.size() == 4 ? new BoolOptional(data.get(3, Boolean.class)) : new BoolOptional()) {
      return Tensor.wrap(
          torch.torch__sparse_coo_tensor_unsafe(
              data.get(0, Tensor.class).unwrap(),
              values.unwrap(),
              data.getLongs(2),
              options,
              coalesced));
    }
  }

  private static Tensor compressed(Layout layout, ReduceArguments data) {
    Tensor values = data.requireSize(4, 4).get(2, Tensor.class);
    try (var options = values.unwrap().options().layout(new LayoutOptional(layout))) {
      return Tensor.wrap(
          torch.torch__sparse_compressed_tensor_unsafe(
              data.get(0, Tensor.class).unwrap(),
              data.get(1, Tensor.class).unwrap(),
              values.unwrap(),
              data.getLongs(3),
              options));
    }
  }

  /** Checks the indices of sparse tensors after they have been read. */
  void requireValidSparse() {
    for (Tensor tensor : sparse) {
      try {
        NativeStorage.requireValidSparse(tensor.unwrap().address());
      } catch (TorchException e) {
        throw new IllegalStateException(
            "a sparse tensor: got indices that do not fit its size: " + e.getMessage(), e);
      }
    }
  }

  // An error of LibTorch is the file's fault here, unless the machine lacks memory.
  static <T> T fromLibTorch(Supplier<T> make) {
    try {
      return make.get();
    } catch (TorchException e) {
      throw AllocationFailure.is(e.getMessage()) ? e : new IllegalStateException(e.getMessage(), e);
    } catch (RuntimeException e) {
      if (!LibTorchErrors.isLibTorchError(e)) {
        throw e;
      }
      throw AllocationFailure.is(e.getMessage())
          ? LibTorchErrors.torchException(e)
          : new IllegalStateException(LibTorchErrors.message(e), e);
    }
  }
}
