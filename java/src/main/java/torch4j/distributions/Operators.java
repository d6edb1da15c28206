package torch4j.distributions;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.function.Supplier;
import org.bytedeco.pytorch.BoolOptional;
import org.bytedeco.pytorch.TensorOptional;
import org.bytedeco.pytorch.TensorVector;
import org.bytedeco.pytorch.global.torch;
import torch4j.DType;
import torch4j.Tensor;
import torch4j.TensorOptions;
import torch4j.ThreadState;
import torch4j.Torch;
import torch4j.internal.Require;

/** Operators that {@link Tensor} does not have, and the functions of Python's {@code utils}. */
final class Operators {
  static final double EULER = 0.5772156649015329;
  static final double LOG_2 = Math.log(2);
  static final double LOG_2_PI = Math.log(2 * Math.PI);
  static final double INF = Double.POSITIVE_INFINITY;
  static final long[] NO_SHAPE = {};

  private static final long NO_REDUCTION = 0;

  private Operators() {}

  static Tensor standardGamma(Tensor concentration) {
    var made = new org.bytedeco.pytorch.Tensor();
    NativeDistributions.standardGamma(concentration.unwrap().address(), made.address());
    return Tensor.wrap(made);
  }

  static Tensor sampleDirichlet(Tensor concentration) {
    var made = new org.bytedeco.pytorch.Tensor();
    NativeDistributions.sampleDirichlet(concentration.unwrap().address(), made.address());
    return Tensor.wrap(made);
  }

  static Tensor softplus(Tensor x) {
    return Tensor.wrap(torch.softplus(x.unwrap()));
  }

  static Tensor logSigmoid(Tensor x) {
    return Tensor.wrap(torch.log_sigmoid(x.unwrap()));
  }

  static Tensor oneHot(Tensor indices, long classes) {
    return Tensor.wrap(torch.one_hot(indices.unwrap(), classes));
  }

  static Tensor binaryCrossEntropyWithLogits(Tensor logits, Tensor target) {
    var none = new TensorOptional();
    return Tensor.wrap(
        torch.binary_cross_entropy_with_logits(
            logits.unwrap(), target.unwrap(), none, none, NO_REDUCTION));
  }

  /** {@code torch.autograd.grad(output, inputs, create_graph=True)}. */
  static List<Tensor> gradients(Tensor output, List<Tensor> inputs) {
    var raw = inputs.stream().map(Tensor::unwrap).toArray(org.bytedeco.pytorch.Tensor[]::new);
    TensorVector found =
        torch.grad(
            new TensorVector(output.unwrap()),
            new TensorVector(raw),
            new TensorVector(),
            new BoolOptional(),
            true,
            false);
    List<Tensor> gradients = new ArrayList<>();
    for (long i = 0; i < found.size(); i++) {
      gradients.add(Tensor.wrap(new org.bytedeco.pytorch.Tensor(found.get(i)))); // owns its handle
    }
    return gradients;
  }

  /** {@code torch.finfo(dtype).eps}. */
  static double eps(Tensor like) {
    return switch (like.dtype()) {
      case float64, complex128 -> 0x1p-52;
      case float32, complex64 -> 0x1p-23;
      case float16, complex32 -> 0x1p-10;
      case bfloat16 -> 0x1p-7;
      default -> throw notFloating(like);
    };
  }

  /** {@code torch.finfo(dtype).tiny}. */
  static double tiny(Tensor like) {
    return switch (like.dtype()) {
      case float64, complex128 -> Double.MIN_NORMAL;
      case float32, complex64, bfloat16 -> Float.MIN_NORMAL;
      case float16, complex32 -> 0x1p-14;
      default -> throw notFloating(like);
    };
  }

  /** {@code torch.finfo(dtype).min}. */
  static double lowest(Tensor like) {
    return switch (like.dtype()) {
      case float64, complex128 -> -Double.MAX_VALUE;
      case float32, complex64 -> -Float.MAX_VALUE;
      case float16, complex32 -> -65504;
      case bfloat16 -> -0x1.FEp127;
      default -> throw notFloating(like);
    };
  }

  private static IllegalArgumentException notFloating(Tensor tensor) {
    return new IllegalArgumentException(
        "dtype: got " + tensor.dtype() + ", expected a floating-point one");
  }

  static TensorOptions kindOf(Tensor like) {
    return TensorOptions.options().dtype(like.dtype()).device(like.device());
  }

  /** {@code torch.empty(shape, dtype, device).normal_()}. */
  static Tensor standardNormal(long[] shape, Tensor like) {
    return Torch.empty(shape, kindOf(like)).normal_();
  }

  static Tensor rand(long[] shape, Tensor like) {
    return Torch.rand(shape, kindOf(like));
  }

  static Tensor full(long[] shape, double value, Tensor like) {
    return Torch.full(shape, value, kindOf(like));
  }

  static Tensor arange(long end, Tensor like) {
    return Torch.arange(end, kindOf(like));
  }

  static Tensor eye(long size, Tensor like) {
    return Torch.eye(size, kindOf(like));
  }

  /** {@code 1 - x}. */
  static Tensor oneMinus(Tensor x) {
    return Torch.rsub(x, 1L);
  }

  /** {@code numerator / x}. */
  static Tensor over(double numerator, Tensor x) {
    return x.reciprocal().mul(numerator);
  }

  /** The sum over so many dimensions on the right: {@code _sum_rightmost}. */
  static Tensor sumRightmost(Tensor value, int dims) {
    if (dims == 0) {
      return value;
    }
    long[] kept = Arrays.copyOf(value.shape(), Math.max(0, value.shape().length - dims));
    return value.reshape(join(kept, -1)).sum(-1);
  }

  static Tensor clampProbs(Tensor probs) {
    double eps = eps(probs);
    return probs.clamp(eps, 1 - eps);
  }

  static Tensor probsToLogits(Tensor probs, boolean isBinary) {
    Tensor clamped = clampProbs(probs);
    return isBinary ? clamped.log().sub(clamped.neg().log1p()) : clamped.log();
  }

  static Tensor logitsToProbs(Tensor logits, boolean isBinary) {
    return isBinary ? logits.sigmoid() : logits.softmax(-1);
  }

  /**
   * Tensors of one shape, from tensors and numbers; numbers become tensors of the first tensor's
   * dtype: {@code broadcast_all}.
   */
  static Tensor[] broadcastAll(Object... values) {
    Torch.init();
    TensorOptions kind = TensorOptions.options();
    for (int i = values.length - 1; i >= 0; i--) {
      if (values[i] instanceof Tensor tensor) {
        kind = kindOf(tensor);
      }
    }
    List<Tensor> tensors = new ArrayList<>();
    for (Object value : values) {
      tensors.add(
          value instanceof Tensor tensor
              ? tensor
              : Torch.scalarTensor(((Number) value).doubleValue(), kind));
    }
    return Torch.broadcastTensors(tensors).toArray(Tensor[]::new);
  }

  /**
   * The same of a distribution's parameters, whose names are in a list with commas.
   *
   * @throws IllegalArgumentException if one is null
   */
  static Tensor[] parameters(String names, Object... values) {
    for (int i = 0; i < values.length; i++) {
      required(names.split(", ", -1)[i], values[i]);
    }
    return broadcastAll(values);
  }

  /** The value, which is not null. */
  static <T> T required(String name, T value) {
    return Require.nonNull(value, name, "a value");
  }

  /** {@code torch.broadcast_shapes(first, second)}. */
  static long[] broadcastShapes(long[] first, long[] second) {
    int dims = Math.max(required("shape", first).length, second.length);
    var shape = new long[dims];
    for (int i = 1; i <= dims; i++) {
      long a = i <= first.length ? first[first.length - i] : 1;
      long b = i <= second.length ? second[second.length - i] : 1;
      if (a != b && a != 1 && b != 1) {
        throw new IllegalArgumentException(
            "shape: got "
                + Arrays.toString(first)
                + " and "
                + Arrays.toString(second)
                + ", expected shapes that can be broadcast to each other");
      }
      shape[dims - i] = a == 1 ? b : a;
    }
    return shape;
  }

  static long[] join(long[] first, long... second) {
    long[] all = Arrays.copyOf(first, first.length + second.length);
    System.arraycopy(second, 0, all, first.length, second.length);
    return all;
  }

  /** All sizes but the last so many. */
  static long[] withoutLast(long[] shape, int count) {
    return Arrays.copyOf(shape, shape.length - count);
  }

  /** The last so many sizes. */
  static long[] last(long[] shape, int count) {
    return Arrays.copyOfRange(shape, shape.length - count, shape.length);
  }

  static long[] ones(int count) {
    var ones = new long[count];
    Arrays.fill(ones, 1);
    return ones;
  }

  /** The shape as Python prints a tuple. */
  static String tuple(long[] shape) {
    String inner = Arrays.toString(shape);
    inner = inner.substring(1, inner.length() - 1);
    return shape.length == 1 ? "(" + inner + ",)" : "(" + inner + ")";
  }

  /** A value that is computed at its first use, with gradients as in Python's lazy_property. */
  static Tensor withGrad(Supplier<Tensor> value) {
    try (ThreadState grad = Torch.enableGrad()) {
      return Objects.requireNonNull(value.get());
    }
  }

  static Tensor withoutGrad(Supplier<Tensor> value) {
    try (ThreadState grad = Torch.noGrad()) {
      return Objects.requireNonNull(value.get());
    }
  }

  static boolean isAll(Tensor truth) {
    return truth.dtype() == DType.bool
        ? truth.all().itemBoolean()
        : truth.bool().all().itemBoolean();
  }
}
