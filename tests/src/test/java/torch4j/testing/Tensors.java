package torch4j.testing;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import torch4j.DType;
import torch4j.Tensor;
import torch4j.Torch;
import torch4j.internal.TensorDescription;

/** Tensors and Java numbers. */
public final class Tensors {
  private Tensors() {}

  /** The elements in row-major order; of complex ones, the real and the imaginary part. */
  public static double[] values(Tensor tensor) {
    try (var scope = Torch.scope()) {
      Tensor real = tensor.isComplex() ? Torch.viewAsReal(tensor.resolveConj()) : tensor;
      Tensor flat = real.detach().to(DType.float64).contiguous();
      var values = new double[Math.toIntExact(flat.numel())];
      if (values.length > 0) {
        flat.unwrap().data_ptr_double().get(values);
      }
      return values;
    }
  }

  /** {@code sin(step * i)} for all elements i, float32. */
  public static Tensor sine(double step, long... shape) {
    int n = 1;
    for (long size : shape) {
      n *= Math.toIntExact(size);
    }
    var values = new float[n];
    for (int i = 0; i < n; i++) {
      values[i] = (float) Math.sin(step * i);
    }
    return Tensor.wrap(org.bytedeco.pytorch.Tensor.create(values, shape));
  }

  /**
   * Requires the same shape and dtype, and elements within {@code tolerance} of each other,
   * relative to 1 or more.
   */
  public static void assertClose(Tensor expected, Tensor actual, double tolerance, String what) {
    assertArrayEquals(expected.shape(), actual.shape(), what + ": shape");
    assertEquals(
        TensorDescription.dtype(expected), TensorDescription.dtype(actual), what + ": dtype");
    double[] want = values(expected);
    double[] got = values(actual);
    for (int i = 0; i < want.length; i++) {
      double allowed = tolerance * Math.max(1, Math.abs(want[i]));
      if (!(Math.abs(want[i] - got[i]) <= allowed) && Double.compare(want[i], got[i]) != 0) {
        throw new AssertionError(what + "[" + i + "]: expected " + want[i] + ", got " + got[i]);
      }
    }
  }

  /** Requires the same shape, dtype and bits. */
  public static void assertSame(Tensor expected, Tensor actual, String what) {
    assertClose(expected, actual, 0, what);
  }

  /** Ones of this shape that require gradients: something to call parameters. */
  public static Tensor parameter(long... shape) {
    Torch.init();
    return Torch.ones(shape).requiresGrad_(true);
  }
}
