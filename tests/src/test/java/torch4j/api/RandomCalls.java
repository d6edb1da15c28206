package torch4j.api;

import java.io.PrintStream;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import torch4j.DType;
import torch4j.Device;
import torch4j.Fft;
import torch4j.Generator;
import torch4j.Layout;
import torch4j.Linalg;
import torch4j.Special;
import torch4j.Tensor;
import torch4j.TensorOptions;
import torch4j.Torch;
import torch4j.TorchException;
import torch4j.nn.functional.F;

/**
 * Calls public methods of tensors and functions, drawn with their arguments from a seed; what one
 * returns is an argument of later ones. Prints each call before it is made, so that the last line
 * names the one that ended the JVM, and {@code raw} before what should not have been thrown.
 */
final class RandomCalls {
  // They change the whole process, need an object of the program, or take ever longer with larger
  // numbers, in Python too.
  private static final Set<String> LEFT_OUT =
      Set.of(
          "setNumThreads",
          "setPrintOptions",
          "setDefaultDtype",
          "setFlushDenormal",
          "scope",
          "noGrad",
          "enableGrad",
          "inferenceMode",
          "setGradEnabled",
          "registerHook",
          "unwrap",
          "registerPostAccumulateGradHook",
          "fromBuffer",
          "fromImage",
          "toImage",
          "asByteBuffer",
          "wait",
          "notify",
          "notifyAll",
          "matrixPower",
          "close");

  private static final long[][] SHAPES = {
    {}, {0}, {1}, {3}, {2, 3}, {3, 3}, {2, 0}, {1, 2, 4, 4}, {2, 3, 4}, {4, 4}, {2, 2, 3, 3}
  };
  private static final long[] SMALL = {-2, -1, 0, 1, 2, 3, 5};
  private static final long[] LARGE = {100, -100, 1L << 40, Long.MIN_VALUE, Long.MAX_VALUE};
  private static final double[] DOUBLES = {
    0, 1, 0.5, -1, 2, 1e30, Double.NaN, Double.POSITIVE_INFINITY
  };
  private static final List<String> TEXTS =
      List.of(
          "mean",
          "sum",
          "none",
          "fro",
          "nuc",
          "trunc",
          "floor",
          "reflect",
          "constant",
          "left",
          "",
          "ij",
          "a,b->ab",
          "reduced",
          "complete",
          "linear",
          "tanh",
          "amax");

  /** Of a type that is not drawn. */
  private static final Object NONE = new Object();

  private final Random random;
  private final List<Tensor> pool = new ArrayList<>();
  private final PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);

  private RandomCalls(long seed) {
    random = new Random(seed);
    Torch.manualSeed(seed);
    for (int i = 0; i < 30; i++) {
      pool.add(newTensor());
    }
  }

  /** Arguments: the seed and the number of calls. */
  public static void main(String[] arguments) throws ReflectiveOperationException {
    Torch.setNumThreads(1); // the test's time, not its point
    new RandomCalls(Long.parseLong(arguments[0])).run(Integer.parseInt(arguments[1]));
  }

  private void run(int calls) throws ReflectiveOperationException {
    List<Method> methods =
        Stream.of(Tensor.class, Tensor.class, Torch.class, Linalg.class, Fft.class, Special.class)
            .flatMap(type -> Arrays.stream(type.getMethods()))
            .collect(Collectors.toCollection(ArrayList::new));
    methods.addAll(List.of(F.class.getMethods()));
    methods.removeIf(
        method ->
            LEFT_OUT.contains(method.getName())
                || method.getName().contains("olynomial")
                || method.isBridge()
                || method.getDeclaringClass() == Object.class);
    methods.sort((a, b) -> a.toString().compareTo(b.toString())); // reflection has no order
    for (int made = 0; made < calls; ) {
      Method method = drawn(methods);
      List<Object> arguments =
          Arrays.stream(method.getParameterTypes()).map(this::argument).toList();
      if (!arguments.contains(NONE)) {
        call(method, arguments);
        made++;
        if (made % 500 == 0) {
          System.gc();
        }
      }
    }
    out.println("end " + calls);
  }

  private void call(Method method, List<Object> arguments) throws ReflectiveOperationException {
    Tensor self = Modifier.isStatic(method.getModifiers()) ? null : drawn(pool);
    String what = method.getDeclaringClass().getSimpleName() + "." + method.getName();
    out.println(what + " " + text(self) + " " + arguments.stream().map(this::text).toList());
    try {
      method.setAccessible(true); // its class is not public
      keep(method.invoke(self, arguments.toArray()));
    } catch (InvocationTargetException e) {
      if (!isOfTheHouse(e.getCause())) {
        out.println("raw " + what + ": " + e.getCause());
      }
    }
  }

  private static boolean isOfTheHouse(Throwable e) {
    return e instanceof TorchException
        || e instanceof IllegalArgumentException
        || e instanceof IllegalStateException
        || e instanceof IndexOutOfBoundsException
        || e instanceof UnsupportedOperationException
        || e instanceof java.util.NoSuchElementException;
  }

  // Reads a part of the results: what dangles ends the JVM then, or after a collection.
  private void keep(Object result) throws ReflectiveOperationException {
    for (Tensor tensor : tensors(result)) {
      if (tensor.numel() < 100_000 && tensor.dim() < 7) {
        pool.set(random.nextInt(pool.size()), tensor);
        if (random.nextInt(10) == 0) {
          text(tensor.toString());
        }
      }
    }
    if (random.nextInt(4) == 0) {
      pool.set(random.nextInt(pool.size()), newTensor());
    }
  }

  private static List<Tensor> tensors(Object result) throws ReflectiveOperationException {
    if (result instanceof Record) {
      List<Tensor> components = new ArrayList<>();
      for (var component : result.getClass().getRecordComponents()) {
        components.addAll(tensors(component.getAccessor().invoke(result)));
      }
      return components;
    }
    Stream<?> values = result instanceof List<?> list ? list.stream() : Stream.of(result);
    return result == null
        ? List.of()
        : values.filter(Tensor.class::isInstance).map(Tensor.class::cast).toList();
  }

  private Object argument(Class<?> type) {
    if (type == Tensor.class) {
      return switch (random.nextInt(30)) {
        case 0 -> null;
        case 1 -> closed();
        default -> drawn(pool);
      };
    }
    if (type == long.class || type == Long.class) {
      return number();
    }
    if (type == double.class || type == Double.class) {
      return DOUBLES[random.nextInt(DOUBLES.length)];
    }
    if (type == boolean.class) {
      return random.nextBoolean();
    }
    if (type == long[].class) {
      return random.longs(random.nextInt(4)).map(any -> size()).toArray();
    }
    if (type == List.class) {
      return Stream.generate(() -> drawn(pool)).limit(random.nextInt(4)).toList();
    }
    return otherArgument(type);
  }

  private Object otherArgument(Class<?> type) {
    if (type == String.class) {
      return drawn(TEXTS);
    }
    if (type.isEnum()) {
      return drawn(List.of(type.getEnumConstants()));
    }
    if (type == Device.class) {
      return random.nextInt(6) == 0 ? Device.of("meta") : Device.CPU;
    }
    if (type == Generator.class) {
      return new Generator();
    }
    return type == TensorOptions.class ? TensorOptions.options() : NONE;
  }

  private static Tensor closed() {
    Tensor tensor = Torch.ones(2);
    tensor.close();
    return tensor;
  }

  private Tensor newTensor() {
    long[] shape = SHAPES[random.nextInt(SHAPES.length)];
    Tensor tensor = Torch.randn(shape);
    return switch (random.nextInt(11)) {
      case 0 -> Torch.randint(5, shape);
      case 1 -> tensor.gt(0);
      case 2 -> tensor.to(DType.complex64);
      case 3 -> tensor.to(DType.float64);
      case 4 -> tensor.requiresGrad_();
      case 5 -> tensor.mul(9).to(DType.int32);
      case 6 -> shape.length == 2 ? tensor.t() : tensor;
      case 7 -> shape.length > 0 && shape[0] == 1 ? tensor.repeatInterleave(2, 0L) : tensor;
      case 8 -> tensor.to(DType.bfloat16);
      case 9 -> shape.length == 2 ? tensor.toSparse() : Torch.full(shape, Double.NaN);
      default -> tensor;
    };
  }

  private long number() {
    return random.nextInt(12) == 0
        ? LARGE[random.nextInt(LARGE.length)]
        : SMALL[random.nextInt(SMALL.length)];
  }

  private long size() {
    return random.nextInt(40) == 0 ? number() : SMALL[random.nextInt(SMALL.length)];
  }

  private <T> T drawn(List<T> values) {
    return values.get(random.nextInt(values.size()));
  }

  private String text(Object value) {
    if (value instanceof Tensor tensor) {
      return tensor.unwrap().isNull()
          ? "closed"
          : tensor.dtype()
              + Arrays.toString(tensor.shape())
              + (tensor.layout() == Layout.strided ? "" : tensor.layout());
    }
    if (value instanceof List<?> list) {
      return list.stream().map(this::text).toList().toString();
    }
    return value instanceof long[] longs ? Arrays.toString(longs) : String.valueOf(value);
  }
}
