package torch4j;

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

  /** Same as {@link Torch#norm(Tensor, double, long...)}: {@code tensor.norm(p, dim)}. */
  public final Tensor norm(double p, long... dim) {
    return Torch.norm((Tensor) this, p, dim);
  }

  /** Same as {@link Torch#norm(Tensor, String, long...)}: {@code tensor.norm(p, dim)}. */
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
}
