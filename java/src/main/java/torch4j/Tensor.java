package torch4j;

import torch4j.internal.LeakDetector;
import torch4j.internal.Natives;

/**
 * A tensor, with the methods of Python's {@code torch.Tensor} under their names in camel case; a
 * trailing underscore stands for in-place methods, which return the tensor itself.
 *
 * <p>It holds a tensor of the JavaCPP presets and nothing else; {@link #wrap} and {@link #unwrap}
 * lead there and back, for what torch4j does not have. What operators return owns its memory, and
 * belongs to the innermost {@link Scope} open on this thread, or else to the garbage collector. A
 * tensor may be used by several threads as in Python.
 *
 * <p>What LibTorch refuses is a {@link TorchException} that names the operator, the shapes and the
 * dtypes, for Python's {@code RuntimeError}. Null, and what torch4j itself refuses, such as an
 * index or a ragged array, is an {@link IllegalArgumentException}, and a closed tensor an {@link
 * IllegalStateException}.
 */
public class Tensor extends PythonMethods implements AutoCloseable {
  Tensor(org.bytedeco.pytorch.Tensor raw) {
    super(raw);
  }

  /**
   * Another object of the same tensor, closed by itself, for {@code nn.Parameter} and {@code
   * nn.Buffer}.
   */
  protected Tensor(Tensor tensor) {
    super(new org.bytedeco.pytorch.Tensor(tensor.raw));
  }

  /**
   * The tensor around one of the presets'. Both are one tensor from now on: closing one closes the
   * other. One that only points to another object's tensor, such as an element of a vector of the
   * presets, gets an object of its own.
   *
   * @throws IllegalArgumentException if it is null
   */
  public static Tensor wrap(org.bytedeco.pytorch.Tensor raw) {
    if (raw == null) {
      throw new IllegalArgumentException("raw: got null, expected a tensor of the presets");
    }
    Natives.requireLoaded();
    boolean owns = raw.isNull() || raw.referenceCount() >= 0;
    return new Tensor(owns ? raw : new org.bytedeco.pytorch.Tensor(raw));
  }

  /** The presets' tensor. It is this tensor: closing one closes the other. */
  public final org.bytedeco.pytorch.Tensor unwrap() {
    return raw;
  }

  /**
   * As Python prints it, to the character; see {@link Torch#setPrintOptions}. Of a large tensor
   * only what is printed is read, from a GPU too. A closed one says so.
   *
   * <p>A debugger calls it at each stop. Set there as the text of this class, {@code dtype() +
   * java.util.Arrays.toString(shape())} reads no elements and waits for no GPU (IntelliJ IDEA: Java
   * Type Renderers; Eclipse: Detail Formatters).
   */
  @Override
  public final String toString() {
    return TensorRepr.of(raw);
  }

  /**
   * Frees the memory, unless other tensors share it. Closing twice does nothing.
   *
   * <p>Python has no such method, and no guard is here for what it cannot do: a tensor must not be
   * closed, nor its scope end, while another thread runs an operator on it. That ends the process.
   */
  @Override
  public final void close() {
    synchronized (raw) { // JavaCPP frees it twice if two threads close it at once
      boolean wasOpen = !raw.isNull();
      raw.close();
      if (wasOpen && LeakDetector.isEnabled()) {
        LeakDetector.closed(raw);
      }
    }
  }
}
