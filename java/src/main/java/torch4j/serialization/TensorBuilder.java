package torch4j.serialization;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.bytedeco.javacpp.Pointer;
import org.bytedeco.pytorch.BoolOptional;
import org.bytedeco.pytorch.Device;
import org.bytedeco.pytorch.DeviceOptional;
import org.bytedeco.pytorch.LayoutOptional;
import org.bytedeco.pytorch.MemoryFormatOptional;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorOptions;
import org.bytedeco.pytorch.global.torch;
import org.bytedeco.pytorch.global.torch.Layout;
import org.bytedeco.pytorch.global.torch.ScalarType;
import torch4j.Torch;
import torch4j.TorchException;
import torch4j.internal.Text;

/**
 * Builds the tensors of a pickle: what Python's {@code torch._utils._rebuild_...} functions do,
 * each number checked before LibTorch sees it.
 *
 * <p>What it makes belongs to the caller's scope; {@link #discard()} frees it where loading fails.
 */
final class TensorBuilder {
  private final List<Pointer> made = new ArrayList<>();
  private final List<Tensor> sparse = new ArrayList<>();
  private final Map<String, TensorOptions> options = new HashMap<>();
  private final StorageOrder order;

  /** A builder; {@code order} puts the bytes of untyped storages into the machine's order. */
  TensorBuilder(StorageOrder order) {
    this.order = order;
  }

  /** What is done to an untyped storage when its dtype becomes known. */
  @FunctionalInterface
  interface StorageOrder {
    void found(LoadedStorage storage, Dtype dtype);
  }

  <P extends Pointer> P keep(P pointer) {
    made.add(pointer);
    return pointer;
  }

  /** Frees everything made. */
  void discard() {
    made.forEach(Pointer::close);
  }

  /** Frees what only building needed. */
  void finish() {
    options.values().forEach(TensorOptions::close);
  }

  /** storage, storage_offset, size, stride. */
  Tensor strided(Arguments args) {
    LoadedStorage storage = args.get(0, LoadedStorage.class);
    return strided(storage, storage.dtype(), args);
  }

  private Tensor strided(LoadedStorage storage, Dtype dtype, Arguments args) {
    return strided(storage, dtype, new Extent(args.getLong(1), args.getLongs(2), args.getLongs(3)));
  }

  /** A tensor of some of a storage. */
  Tensor strided(LoadedStorage storage, Dtype dtype, Extent extent) {
    extent.requireWithin(storage, dtype);
    return fromLibTorch(
        () -> {
          Tensor tensor = keep(empty(dtype, storage.bytes()));
          try (var bytes = storage.bytes().storage()) {
            tensor.set_(bytes, extent.offset(), extent.sizes(), extent.strides());
          }
          return tensor;
        });
  }

  /** All of a storage, as a tensor of one dimension. */
  Tensor all(LoadedStorage storage) {
    long count = storage.bytes().numel() / storage.dtype().bytes();
    return strided(storage, storage.dtype(), new Extent(0, new long[] {count}, new long[] {1}));
  }

  private Tensor empty(Dtype dtype, Tensor like) {
    try (var device = like.is_cpu() ? null : new DeviceOptional(like.device())) {
      String key = device == null ? dtype.name() : dtype.name() + device.get().str().getString();
      return torch.torch_empty(
          new long[] {0},
          options.computeIfAbsent(key, name -> optionsOf(dtype.type(), device)),
          new MemoryFormatOptional());
    }
  }

  private static TensorOptions optionsOf(ScalarType type, DeviceOptional device) {
    var options = new TensorOptions(type);
    return device == null ? options : options.device(device);
  }

  /** The same with requires_grad, hooks, and the bits of a lazy conjugate or negative. */
  Tensor tensorV2(Arguments args) {
    return withGrad(strided(args), args, args.size() == 7 ? args.get(6, Object.class) : null);
  }

  /** The same of an untyped storage, with a dtype. */
  Tensor tensorV3(Arguments args) {
    Dtype dtype = Dtype.of(args.get(6, ScalarType.class));
    LoadedStorage storage = args.get(0, LoadedStorage.class);
    order.found(storage, dtype);
    return withGrad(
        strided(storage, dtype, args), args, args.size() == 8 ? args.get(7, Object.class) : null);
  }

  private Tensor withGrad(Tensor tensor, Arguments args, Object metadata) {
    boolean requiresGrad = args.get(4, Boolean.class);
    return fromLibTorch(
        () -> {
          if (requiresGrad) {
            tensor.set_requires_grad(true);
          }
          if (metadata != null) {
            setBits(tensor, Unpickler.require(Map.class, metadata, "metadata"));
          }
          return tensor;
        });
  }

  private static void setBits(Tensor tensor, Map<?, ?> bits) {
    if (Boolean.TRUE.equals(bits.get("conj"))) {
      if (!tensor.is_complex()) {
        throw new IllegalStateException(
            "conj: got " + Text.of(tensor) + ", expected complex numbers");
      }
      tensor._set_conj(true);
    }
    if (Boolean.TRUE.equals(bits.get("neg"))) {
      tensor._set_neg(true);
    }
  }

  /** data, requires_grad, hooks, and attributes that are left out. */
  Parameter parameter(Arguments args) {
    Tensor data = args.get(0, Tensor.class);
    boolean requiresGrad = args.size() < 2 || args.get(1, Boolean.class);
    return fromLibTorch(() -> keep(Parameter.of(data, requiresGrad)));
  }

  /** dtype, size, stride, requires_grad. */
  Tensor meta(Arguments args) {
    Dtype dtype = Dtype.of(args.get(0, ScalarType.class));
    var extent = new Extent(0, args.getLongs(1), args.getLongs(2));
    boolean requiresGrad = args.get(3, Boolean.class);
    return fromLibTorch(
        () -> {
          try (Device device = Torch.device("meta");
              var options =
                  new TensorOptions(dtype.type())
                      .device(new DeviceOptional(device))
                      .requires_grad(new BoolOptional(requiresGrad))) {
            return keep(torch.torch_empty_strided(extent.sizes(), extent.strides(), options));
          }
        });
  }

  /** layout, (indices, values, size, is_coalesced) or (compressed, plain, values, size). */
  Tensor sparse(Arguments args) {
    Layout layout = args.get(0, Layout.class);
    var data = new Arguments(args.name(), args.get(1, Tuple.class));
    Tensor tensor =
        fromLibTorch(() -> keep(layout == Layout.Sparse ? coo(data) : compressed(layout, data)));
    sparse.add(tensor);
    return tensor;
  }

  private static Tensor coo(Arguments data) {
    data.requireSize(3, 4);
    Tensor values = data.get(1, Tensor.class);
    try (var options = values.options();
        var coalesced =
            data.size() == 4 ? new BoolOptional(data.get(3, Boolean.class)) : new BoolOptional()) {
      return torch.torch__sparse_coo_tensor_unsafe(
          data.get(0, Tensor.class), values, data.getLongs(2), options, coalesced);
    }
  }

  private static Tensor compressed(Layout layout, Arguments data) {
    Tensor values = data.requireSize(4, 4).get(2, Tensor.class);
    try (var options = values.options().layout(new LayoutOptional(layout))) {
      return torch.torch__sparse_compressed_tensor_unsafe(
          data.get(0, Tensor.class), data.get(1, Tensor.class), values, data.getLongs(3), options);
    }
  }

  /** Checks the indices of sparse tensors, once they have been read. */
  void requireValidSparse() {
    for (Tensor tensor : sparse) {
      try {
        NativeStorage.requireValidSparse(tensor.address());
      } catch (TorchException e) {
        throw new IllegalStateException(
            "a sparse tensor: got indices that do not fit its size: " + e.getMessage(), e);
      }
    }
  }

  // What LibTorch refuses is the file's fault here.
  static <T> T fromLibTorch(Supplier<T> make) {
    try {
      return make.get();
    } catch (TorchException e) {
      throw new IllegalStateException(e.getMessage(), e);
    } catch (RuntimeException e) {
      if (Text.isFromLibTorch(e)) {
        throw new IllegalStateException(Text.message(e), e);
      }
      throw e;
    }
  }
}
