package torch4j;

import static torch4j.Arguments.failed;
import static torch4j.Arguments.optional;

import java.util.Objects;
import java.util.function.Supplier;
import java.util.stream.LongStream;
import torch4j.internal.LeakDetector;
import torch4j.internal.Require;

/** What a {@link Tensor} is, and its conversions to other dtypes and devices. */
abstract class TensorBase {
  final org.bytedeco.pytorch.Tensor raw;

  TensorBase(org.bytedeco.pytorch.Tensor raw) {
    this.raw = raw;
    if (LeakDetector.isEnabled()) {
      LeakDetector.made(raw);
    }
  }

  /** The sizes. Same as {@code tensor.shape}. */
  public final long[] shape() {
    return ask("shape", raw::shape);
  }

  /** The sizes. Same as {@code tensor.size()}. */
  public final long[] size() {
    return shape();
  }

  /**
   * The size of one dimension. Same as {@code tensor.size(dim)}.
   *
   * @throws TorchException if there is no such dimension
   */
  public final long size(long dim) {
    return ask("size", () -> raw.size(dim));
  }

  /** The distances of neighbours, in elements. Same as {@code tensor.stride()}. */
  public final long[] stride() {
    return ask("stride", () -> LongStream.range(0, raw.dim()).map(raw::stride).toArray());
  }

  /**
   * The distance of neighbours in one dimension. Same as {@code tensor.stride(dim)}.
   *
   * @throws TorchException if there is no such dimension
   */
  public final long stride(long dim) {
    return ask("stride", () -> raw.stride(dim));
  }

  /** The number of dimensions. Same as {@code tensor.dim()}. */
  public final long dim() {
    return ask("dim", raw::dim);
  }

  /** The number of dimensions. Same as {@code tensor.ndim}. */
  public final long ndim() {
    return dim();
  }

  /** The number of dimensions. Same as {@code tensor.ndimension()}. */
  public final long ndimension() {
    return dim();
  }

  /** The number of elements. Same as {@code tensor.nelement()}. */
  public final long nelement() {
    return numel();
  }

  /** The number of elements. Same as {@code tensor.numel()}. */
  public final long numel() {
    return ask("numel", raw::numel);
  }

  /** Bytes of one element. Same as {@code tensor.element_size()}. */
  public final long elementSize() {
    return ask("element_size", raw::element_size);
  }

  /** Bytes of one element. Same as {@code tensor.itemsize}. */
  public final long itemsize() {
    return elementSize();
  }

  /** The type of the elements. Same as {@code tensor.dtype}. */
  public final DType dtype() {
    return ask("dtype", () -> DType.wrap(raw.scalar_type()));
  }

  /** Where it is. Same as {@code tensor.device}. */
  public final Device device() {
    return ask("device", () -> raw.is_cpu() ? Device.CPU : Device.wrap(raw.device()));
  }

  /** Whether it is in the CPU's memory. Same as {@code tensor.is_cpu}. */
  public final boolean isCpu() {
    return ask("is_cpu", raw::is_cpu);
  }

  /** Whether it is in a CUDA device's memory. Same as {@code tensor.is_cuda}. */
  public final boolean isCuda() {
    return ask("is_cuda", raw::is_cuda);
  }

  /** Whether it has no elements, only a shape. Same as {@code tensor.is_meta}. */
  public final boolean isMeta() {
    return ask("is_meta", raw::is_meta);
  }

  /** Whether its layout is sparse COO. Same as {@code tensor.is_sparse}. */
  public final boolean isSparse() {
    return ask("is_sparse", raw::is_sparse);
  }

  /** Whether its layout is sparse CSR. Same as {@code tensor.is_sparse_csr}. */
  public final boolean isSparseCsr() {
    return layout() == Layout.sparseCsr;
  }

  /** Whether it holds tensors of different sizes. Same as {@code tensor.is_nested}. */
  public final boolean isNested() {
    return ask("is_nested", raw::is_nested);
  }

  /** Whether its elements are quantized. Same as {@code tensor.is_quantized}. */
  public final boolean isQuantized() {
    return ask("is_quantized", raw::is_quantized);
  }

  /** Bytes of all elements. Same as {@code tensor.nbytes}. */
  public final long nbytes() {
    return ask("nbytes", raw::nbytes);
  }

  /** How its elements lie in memory. Same as {@code tensor.layout}. */
  public final Layout layout() {
    return ask("layout", () -> Layout.wrap(raw.layout()));
  }

  /** Whether operations on it are recorded. Same as {@code tensor.requires_grad}. */
  public final boolean requiresGrad() {
    return ask("requires_grad", raw::requires_grad);
  }

  /** Has operations on it recorded, or no longer. Same as {@code tensor.requires_grad_}. */
  public final Tensor requiresGrad_(boolean requiresGrad) {
    ask("requires_grad_", () -> raw.requires_grad_(requiresGrad));
    return (Tensor) this;
  }

  /** Has operations on it recorded. Same as {@code tensor.requires_grad_()}. */
  public final Tensor requiresGrad_() {
    return requiresGrad_(true);
  }

  /** All dimensions reversed. Same as {@code tensor.T}. */
  public final Tensor T() {
    return ask("T", () -> new Tensor(raw.numpy_T()));
  }

  /** The last two dimensions exchanged. Same as {@code tensor.mT}. */
  public final Tensor mT() {
    return ask("mT", () -> new Tensor(raw.mT()));
  }

  /** The last two dimensions exchanged, conjugated. Same as {@code tensor.mH}. */
  public final Tensor mH() {
    return ask("mH", () -> new Tensor(raw.mH()));
  }

  /** Rows and columns exchanged, conjugated, of a matrix. Same as {@code tensor.H}. */
  public final Tensor H() {
    return ask("H", () -> new Tensor(raw.matrix_H()));
  }

  /** A tensor of the same numbers that records nothing. Same as {@code tensor.data}. */
  public final Tensor data() {
    return ask("data", () -> new Tensor(raw.variable_data()));
  }

  /** The index of its device, -1 on the CPU. Same as {@code tensor.get_device()}. */
  public final long getDevice() {
    return device().index();
  }

  /** With this dtype; itself if it has it. Same as {@code tensor.to(dtype)}. */
  public final Tensor to(DType dtype) {
    return to(dtype, false, false);
  }

  /** With this dtype. Same as {@code tensor.to(dtype, non_blocking, copy)}. */
  public final Tensor to(DType dtype, boolean nonBlocking, boolean copy) {
    try {
      return new Tensor(raw.to(dtype.unwrap(), nonBlocking, copy, Arguments.NO_MEMORY_FORMAT));
    } catch (RuntimeException e) {
      throw failed(e, "to(input, dtype)", this, dtype);
    }
  }

  /** On this device; itself if it is there. Same as {@code tensor.to(device)}. */
  public final Tensor to(Device device) {
    return to(device, (DType) null);
  }

  /** On the device of this name. Same as {@code tensor.to("cuda")}. */
  public final Tensor to(String device) {
    return to(Device.of(Require.nonNull(device, "to: device", "a device's name")));
  }

  /**
   * On this device and with this dtype. Same as {@code tensor.to(device, dtype)}.
   *
   * @param dtype null to keep the dtype
   */
  public final Tensor to(Device device, DType dtype) {
    return to(device, dtype, false, false);
  }

  /**
   * On this device and with this dtype. Same as {@code tensor.to(device, dtype, non_blocking,
   * copy)}.
   *
   * @param dtype null to keep the dtype
   */
  public final Tensor to(Device device, DType dtype, boolean nonBlocking, boolean copy) {
    try {
      return new Tensor(
          raw.to(
              optional(dtype),
              Arguments.NO_LAYOUT,
              optional(Objects.requireNonNull(device)),
              Arguments.NO_BOOLEAN,
              nonBlocking,
              copy,
              Arguments.NO_MEMORY_FORMAT));
    } catch (RuntimeException e) {
      throw failed(e, "to(input, device)", this, device);
    }
  }

  /** With the other's dtype, on its device. Same as {@code tensor.to(other)}. */
  public final Tensor to(Tensor other) {
    try {
      return new Tensor(raw.to(other.raw, false, false, Arguments.NO_MEMORY_FORMAT));
    } catch (RuntimeException e) {
      throw failed(e, "to(input, other)", this, other);
    }
  }

  /** On the CPU. Same as {@code tensor.cpu()}. */
  public final Tensor cpu() {
    return to(Device.CPU);
  }

  /** On the current CUDA device. Same as {@code tensor.cuda()}. */
  public final Tensor cuda() {
    return to(Device.of("cuda"));
  }

  /** As float32. Same as {@code tensor.float()}. */
  public final Tensor toFloat() {
    return to(DType.float32);
  }

  /** As float64. Same as {@code tensor.double()}. */
  public final Tensor toDouble() {
    return to(DType.float64);
  }

  /** As int64. Same as {@code tensor.long()}. */
  public final Tensor toLong() {
    return to(DType.int64);
  }

  /** As int32. Same as {@code tensor.int()}. */
  public final Tensor toInt() {
    return to(DType.int32);
  }

  /** As int16. Same as {@code tensor.short()}. */
  public final Tensor toShort() {
    return to(DType.int16);
  }

  /** As uint8. Same as {@code tensor.byte()}. */
  public final Tensor toByte() {
    return to(DType.uint8);
  }

  /** As int8. Same as {@code tensor.char()}. */
  public final Tensor toChar() {
    return to(DType.int8);
  }

  /** As float16. Same as {@code tensor.half()}. */
  public final Tensor half() {
    return to(DType.float16);
  }

  /** As bfloat16. Same as {@code tensor.bfloat16()}. */
  public final Tensor bfloat16() {
    return to(DType.bfloat16);
  }

  /** As complex64. Same as {@code tensor.cfloat()}. */
  public final Tensor cfloat() {
    return to(DType.complex64);
  }

  /** As complex128. Same as {@code tensor.cdouble()}. */
  public final Tensor cdouble() {
    return to(DType.complex128);
  }

  /** As complex32. Same as {@code tensor.chalf()}. */
  public final Tensor chalf() {
    return to(DType.complex32);
  }

  /** As truth values: whether not zero. Same as {@code tensor.bool()}. */
  public final Tensor bool() {
    return to(DType.bool);
  }

  /** Runs a question to the presets, whose failure is explained. */
  final <R> R ask(String operator, Supplier<R> question) {
    try {
      return question.get();
    } catch (RuntimeException e) {
      throw failed(e, operator + "(input)", this);
    }
  }
}
