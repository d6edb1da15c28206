package torch4j.serialization;

import java.io.Closeable;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.global.torch.Layout;
import org.bytedeco.pytorch.global.torch.QScheme;
import torch4j.Tensor;
import torch4j.internal.TensorDescription;
import torch4j.internal.Unscoped;

/** Reduces tensors to the calls that rebuild them in Python: {@code Tensor.__reduce_ex__}. */
final class TensorPickler implements Closeable {
  private static final String UTILS = "torch._utils";

  private final SavedStorages storages;
  private final List<Tensor> parts =
      new ArrayList<>(); // kept alive, so that their addresses are not reused

  TensorPickler(SavedStorages storages) {
    this.storages = storages;
  }

  /** A key that is equal for two Java objects of the same tensor. */
  Object identity(Tensor tensor) {
    if (tensor.unwrap().isNull()) {
      throw new IllegalStateException("a tensor: got a closed one, expected an open one");
    }
    try (var scope = new PointerScope()) {
      return tensor.unwrap().unsafeGetTensorImpl().address();
    }
  }

  /** The call that rebuilds a tensor. */
  Pickler.Call rebuilt(Tensor tensor) {
    requireKnown(tensor);
    if (tensor instanceof Parameter) {
      return call(
          "_rebuild_parameter", data(tensor, false), tensor.requiresGrad(), new OrderedDict<>());
    }
    return data(tensor, tensor.requiresGrad());
  }

  private Pickler.Call data(Tensor tensor, boolean requiresGrad) {
    Layout layout = tensor.unwrap().layout().intern();
    if (layout == Layout.Sparse) {
      return coo(tensor);
    }
    if (layout != Layout.Strided) {
      return compressed(tensor, layout);
    }
    if (tensor.isMeta()) {
      return call(
          "_rebuild_meta_tensor_no_storage",
          tensor.dtype(),
          tuple(tensor.shape()),
          tuple(strides(tensor)),
          requiresGrad);
    }
    if (tensor.isNested()) {
      return nested(tensor);
    }
    return tensor.isQuantized() ? quantized(tensor, requiresGrad) : strided(tensor, requiresGrad);
  }

  private static void requireKnown(Tensor tensor) {
    boolean known = tensor.unwrap().defined() && !tensor.unwrap().is_mkldnn();
    if (!known || (tensor.isNested() && tensor.unwrap().layout().intern() != Layout.Strided)) {
      throw new IllegalArgumentException(
          "a tensor: got "
              + (known ? "a nested one of the jagged layout" : other(tensor))
              + ", expected a strided or sparse one; convert it before saving");
    }
  }

  private static String other(Tensor tensor) {
    return tensor.unwrap().defined() ? "an MKL-DNN one" : TensorDescription.of(tensor);
  }

  private static Pickler.Call call(String name, Object... arguments) {
    return new Pickler.Call(new Pickler.Name(UTILS, name), Tuple.of(arguments));
  }

  private Pickler.Call strided(Tensor tensor, boolean requiresGrad) {
    Dtype dtype = Dtype.of(tensor.dtype());
    List<Object> arguments = new ArrayList<>();
    arguments.add(storages.reference(tensor, dtype));
    arguments.add(tensor.storageOffset());
    arguments.add(tuple(tensor.shape()));
    arguments.add(tuple(strides(tensor)));
    arguments.add(requiresGrad);
    arguments.add(new OrderedDict<>());
    if (dtype.storage() == null) {
      arguments.add(dtype.type());
    }
    var bits = new java.util.LinkedHashMap<String, Object>();
    if (tensor.isConj()) {
      bits.put("conj", true);
    }
    if (tensor.isNeg()) {
      bits.put("neg", true);
    }
    if (!bits.isEmpty()) {
      arguments.add(bits);
    }
    String name = dtype.storage() == null ? "_rebuild_tensor_v3" : "_rebuild_tensor_v2";
    return call(name, arguments.toArray());
  }

  private Pickler.Call quantized(Tensor tensor, boolean requiresGrad) {
    return call(
        "_rebuild_qtensor",
        storages.reference(tensor, Dtype.of(tensor.dtype())),
        tensor.storageOffset(),
        tuple(tensor.shape()),
        tuple(strides(tensor)),
        quantizer(tensor),
        requiresGrad,
        new OrderedDict<>());
  }

  // Python pickles both per-channel schemes as this one; the dtype of the zero points tells which.
  private Tuple quantizer(Tensor tensor) {
    QScheme scheme = tensor.unwrap().qscheme().intern();
    return switch (scheme) {
      case PER_TENSOR_AFFINE ->
          Tuple.of(scheme, tensor.unwrap().q_scale(), tensor.unwrap().q_zero_point());
      case PER_CHANNEL_AFFINE, PER_CHANNEL_AFFINE_FLOAT_QPARAMS ->
          Tuple.of(
              QScheme.PER_CHANNEL_AFFINE,
              part(() -> Tensor.wrap(tensor.unwrap().q_per_channel_scales())),
              part(() -> Tensor.wrap(tensor.unwrap().q_per_channel_zero_points())),
              tensor.unwrap().q_per_channel_axis());
      default ->
          throw new IllegalArgumentException(
              "a tensor: got the scheme "
                  + DefaultGlobals.nameOf(scheme)
                  + ", expected per_tensor_affine or per_channel_affine");
    };
  }

  private Pickler.Call nested(Tensor tensor) {
    return call(
        "_rebuild_nested_tensor",
        part(tensor::values),
        part(() -> Tensor.wrap(tensor.unwrap()._nested_tensor_size())),
        part(() -> Tensor.wrap(tensor.unwrap()._nested_tensor_strides())),
        part(() -> Tensor.wrap(tensor.unwrap()._nested_tensor_storage_offsets())));
  }

  private Pickler.Call coo(Tensor tensor) {
    Tensor indices = part(() -> Tensor.wrap(tensor.unwrap()._indices()));
    Tensor values = part(() -> Tensor.wrap(tensor.unwrap()._values()));
    return call(
        "_rebuild_sparse_tensor",
        Layout.Sparse,
        Tuple.of(indices, values, Size.of(tensor.shape()), tensor.isCoalesced()));
  }

  private Pickler.Call compressed(Tensor tensor, Layout layout) {
    boolean rows = layout == Layout.SparseCsr || layout == Layout.SparseBsr;
    Tensor compressed = part(rows ? tensor::crowIndices : tensor::ccolIndices);
    Tensor plain = part(rows ? tensor::colIndices : tensor::rowIndices);
    Tensor values = part(tensor::values);
    return call(
        "_rebuild_sparse_tensor",
        layout,
        Tuple.of(compressed, plain, values, Size.of(tensor.shape())));
  }

  private Tensor part(java.util.function.Supplier<Tensor> getter) {
    Tensor part = Unscoped.make(getter);
    parts.add(part);
    return part;
  }

  private static long[] strides(Tensor tensor) {
    return LongStream.range(0, tensor.dim()).map(tensor::stride).toArray();
  }

  private static Tuple tuple(long[] numbers) {
    return Tuple.of(LongStream.of(numbers).boxed().toArray());
  }

  @Override
  public void close() {
    parts.forEach(Tensor::close);
  }
}
