package torch4j;

import java.util.List;
import torch4j.internal.Require;

/** Methods of {@link Tensor} for which Python has a layer of its own above the operator. */
abstract class PythonMethods extends AutogradMethods {
  PythonMethods(org.bytedeco.pytorch.Tensor raw) {
    super(raw);
  }

  /** Same as {@link Torch#norm(Tensor)}: {@code tensor.norm()}. */
  public final Tensor norm() {
    return Torch.norm((Tensor) this);
  }

  /** Same as {@link Torch#norm(Tensor, double)}: {@code tensor.norm(p)}. */
  public final Tensor norm(double p) {
    return Torch.norm((Tensor) this, p);
  }

  /** Same as {@link Torch#norm(Tensor, String)}: {@code tensor.norm(p)}. */
  public final Tensor norm(String p) {
    return Torch.norm((Tensor) this, p);
  }

  /**
   * Same as {@link Torch#norm(Tensor, double, long...)}: {@code tensor.norm(p, dim)}, null for all
   * dimensions.
   */
  public final Tensor norm(double p, long... dim) {
    return Torch.norm((Tensor) this, p, dim);
  }

  /**
   * Same as {@link Torch#norm(Tensor, String, long...)}: {@code tensor.norm(p, dim)}, null for all
   * dimensions.
   */
  public final Tensor norm(String p, long... dim) {
    return Torch.norm((Tensor) this, p, dim);
  }

  /** {@code tensor.norm(p, dim, keepdim)}; {@code dim} may be null, for None. */
  public final Tensor norm(double p, long[] dim, boolean keepdim) {
    return Torch.norm((Tensor) this, p, dim, keepdim);
  }

  /** {@code tensor.norm(p, dim, keepdim)}; {@code dim} may be null, for None. */
  public final Tensor norm(String p, long[] dim, boolean keepdim) {
    return Torch.norm((Tensor) this, p, dim, keepdim);
  }

  /** {@code tensor.norm(p, dim, keepdim, dtype)}; {@code dim} and {@code dtype} may be null. */
  public final Tensor norm(double p, long[] dim, boolean keepdim, DType dtype) {
    return Torch.norm((Tensor) this, p, dim, keepdim, dtype);
  }

  /** {@code tensor.norm(p, dim, keepdim, dtype)}; {@code dim} and {@code dtype} may be null. */
  public final Tensor norm(String p, long[] dim, boolean keepdim, DType dtype) {
    return Torch.norm((Tensor) this, p, dim, keepdim, dtype);
  }

  /** {@code tensor.unique_consecutive()}. */
  public final Tensor uniqueConsecutive() {
    return Torch.uniqueConsecutive((Tensor) this);
  }

  /** {@code tensor.unique_consecutive(dim=dim)}. */
  public final Tensor uniqueConsecutive(long dim) {
    return Torch.uniqueConsecutive((Tensor) this, dim);
  }

  /** {@code tensor.unique_consecutive(return_inverse, return_counts)}. */
  public final UniqueCounts uniqueConsecutive(boolean returnInverse, boolean returnCounts) {
    return Torch.uniqueConsecutive((Tensor) this, returnInverse, returnCounts);
  }

  /** {@code tensor.unique_consecutive(return_inverse, return_counts, dim)}. */
  public final UniqueCounts uniqueConsecutive(
      boolean returnInverse, boolean returnCounts, long dim) {
    return Torch.uniqueConsecutive((Tensor) this, returnInverse, returnCounts, dim);
  }

  /** {@code tensor.unique()}. */
  public final Tensor unique() {
    return Torch.unique((Tensor) this);
  }

  /** {@code tensor.unique(dim=dim)}. */
  public final Tensor unique(long dim) {
    return Torch.unique((Tensor) this, dim);
  }

  /** {@code tensor.unique(sorted, return_inverse, return_counts)}. */
  public final UniqueCounts unique(boolean sorted, boolean returnInverse, boolean returnCounts) {
    return Torch.unique((Tensor) this, sorted, returnInverse, returnCounts);
  }

  /** {@code tensor.unique(sorted, return_inverse, return_counts, dim)}. */
  public final UniqueCounts unique(
      boolean sorted, boolean returnInverse, boolean returnCounts, long dim) {
    return Torch.unique((Tensor) this, sorted, returnInverse, returnCounts, dim);
  }

  /** {@code tensor.stft(n_fft)}. */
  public final Tensor stft(long nFft) {
    return Torch.stft((Tensor) this, nFft);
  }

  /** {@code tensor.stft(n_fft, hop_length, ...)}. */
  public final Tensor stft(long nFft, StftOptions options) {
    return Torch.stft((Tensor) this, nFft, options);
  }

  /** {@code tensor.istft(n_fft, hop_length, ...)}. */
  public final Tensor istft(long nFft, IstftOptions options) {
    return Torch.istft((Tensor) this, nFft, options);
  }

  /** {@code tensor.index_put(indices, values)}. */
  public final Tensor indexPut(List<Tensor> indices, Tensor values) {
    return Torch.indexPut((Tensor) this, indices, values);
  }

  /** {@code tensor.index_put(indices, values, accumulate)}. */
  public final Tensor indexPut(List<Tensor> indices, Tensor values, boolean accumulate) {
    return Torch.indexPut((Tensor) this, indices, values, accumulate);
  }

  /** {@code tensor.index_put_(indices, values)}. */
  public final Tensor indexPut_(List<Tensor> indices, Tensor values) {
    return Torch.indexPut_((Tensor) this, indices, values);
  }

  /** {@code tensor.index_put_(indices, values, accumulate)}. */
  public final Tensor indexPut_(List<Tensor> indices, Tensor values, boolean accumulate) {
    return Torch.indexPut_((Tensor) this, indices, values, accumulate);
  }

  /** {@code tensor.lu()}. */
  public final LUFactor lu() {
    return Torch.lu((Tensor) this);
  }

  /** {@code tensor.lu(pivot)}. */
  public final LUFactor lu(boolean pivot) {
    return Torch.lu((Tensor) this, pivot);
  }

  /** {@code tensor.lu(pivot, get_infos=True)}. */
  public final LUFactorEx luWithInfos(boolean pivot) {
    return Torch.luWithInfos((Tensor) this, pivot);
  }

  /**
   * A tensor of these values with this one's dtype, on its device. Same as {@code
   * tensor.new_tensor(values)}.
   *
   * @param values what {@link Torch#tensor(Object, DType)} takes, or a tensor, which is copied
   * @throws IllegalArgumentException if the dtype has no room for a number, the sizes differ, or
   *     something is no number
   */
  public final Tensor newTensor(Object values) {
    return newTensor(values, TensorOptions.options());
  }

  /**
   * A tensor of these values with these options, which have this tensor's dtype and device where
   * they are null. Same as {@code tensor.new_tensor(values, dtype, device, requires_grad)}.
   *
   * @param values what {@link Torch#tensor(Object, DType)} takes, or a tensor, which is copied
   * @throws IllegalArgumentException if the dtype has no room for a number, the sizes differ, or
   *     something is no number
   */
  public final Tensor newTensor(Object values, TensorOptions options) {
    Require.nonNull(options, "new_tensor: options", "TensorOptions.options()");
    TensorOptions own =
        options
            .dtype(options.dtype() == null ? dtype() : options.dtype())
            .device(options.device() == null ? device() : options.device());
    if (values instanceof Tensor tensor) {
      try (Tensor source = tensor.detach()) {
        return NewTensor.applied(source.to(own.device(), own.dtype(), false, true), own);
      }
    }
    return Torch.tensor(values, own);
  }
}
