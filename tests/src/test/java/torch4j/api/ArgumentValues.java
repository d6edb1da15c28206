package torch4j.api;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.lang.reflect.Array;
import java.lang.reflect.Constructor;
import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Proxy;
import java.lang.reflect.Type;
import java.lang.reflect.TypeVariable;
import java.lang.reflect.WildcardType;
import java.nio.Buffer;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.bytedeco.javacpp.Pointer;
import org.bytedeco.pytorch.JitModule;
import org.bytedeco.pytorch.QualifiedName;
import org.bytedeco.pytorch.Scalar;
import torch4j.DType;
import torch4j.Device;
import torch4j.Node;
import torch4j.Scope;
import torch4j.Tensor;
import torch4j.Torch;
import torch4j.amp.Autocast;
import torch4j.amp.AutocastOptions;
import torch4j.amp.GradScaler;
import torch4j.amp.GradScalerOptions;
import torch4j.autograd.Function;
import torch4j.autograd.FunctionContext;
import torch4j.data.Batch;
import torch4j.data.DataLoader;
import torch4j.data.DataLoaderOptions;
import torch4j.data.Dataset;
import torch4j.data.IterableDataset;
import torch4j.data.Sampler;
import torch4j.data.TensorDataset;
import torch4j.data.datasets.CIFAR10;
import torch4j.data.datasets.Csv;
import torch4j.data.datasets.Table;
import torch4j.data.datasets.TokenFile;
import torch4j.data.datasets.VisionDataset;
import torch4j.distributions.Categorical;
import torch4j.distributions.Constraint;
import torch4j.distributions.Constraints;
import torch4j.distributions.Distribution;
import torch4j.distributions.ExpTransform;
import torch4j.distributions.Independent;
import torch4j.distributions.LKJCholesky;
import torch4j.distributions.MixtureSameFamily;
import torch4j.distributions.Normal;
import torch4j.distributions.Transform;
import torch4j.distributions.Wishart;
import torch4j.jit.Jit;
import torch4j.jit.ScriptModule;
import torch4j.nn.AdaptiveLogSoftmaxWithLoss;
import torch4j.nn.BiFunctionModule;
import torch4j.nn.FunctionModule;
import torch4j.nn.Linear;
import torch4j.nn.Loss;
import torch4j.nn.MSELoss;
import torch4j.nn.Module;
import torch4j.nn.Parametrization;
import torch4j.nn.functional.Sizes;
import torch4j.nn.utils.rnn.PackedSequence;
import torch4j.nn.utils.rnn.Rnn;
import torch4j.optim.CustomOptimizer;
import torch4j.optim.Optimizer;
import torch4j.optim.OptimizerOptions;
import torch4j.optim.ParamGroup;
import torch4j.optim.ParameterState;
import torch4j.optim.Params;
import torch4j.optim.SGD;
import torch4j.optim.lr.CyclicLR;
import torch4j.optim.lr.CyclicLROptions;
import torch4j.optim.lr.ExponentialLR;
import torch4j.optim.lr.LRScheduler;
import torch4j.optim.lr.OneCycleLR;
import torch4j.optim.lr.OneCycleLROptions;
import torch4j.serialization.SafeTensors;
import torch4j.serialization.SafeTensorsFile;
import torch4j.tensorboard.SummaryWriter;
import torch4j.training.Callback;
import torch4j.training.StepTrainer;
import torch4j.training.Trainer;
import torch4j.training.TrainerOptions;
import torch4j.training.TrainingContext;
import torch4j.training.callbacks.EarlyStopping;
import torch4j.training.callbacks.EarlyStoppingOptions;
import torch4j.training.callbacks.ModelCheckpoint;
import torch4j.training.callbacks.ModelCheckpointOptions;
import torch4j.training.metrics.Mean;
import torch4j.training.metrics.Metric;

/** A sensible value for each type of the API's parameters, new at each call. */
final class ArgumentValues {
  private static final int DEEPEST = 6;
  private static final Map<Class<?>, Supplier<Object>> BY_TYPE = new HashMap<>();

  static {
    BY_TYPE.put(Tensor.class, () -> Torch.ones(2, 2));
    BY_TYPE.put(Node.class, () -> Torch.ones(2, 2).requiresGrad_().sin().gradFn());
    BY_TYPE.put(Pointer.class, () -> Torch.ones(2, 2));
    BY_TYPE.put(Buffer.class, () -> ByteBuffer.allocate(8));
    BY_TYPE.put(Record.class, () -> new Pair(1, 2));
    BY_TYPE.put(Device.class, () -> Torch.device("cpu"));
    BY_TYPE.put(Scalar.class, () -> new Scalar(1));
    BY_TYPE.put(DType.class, () -> DType.float32);
    BY_TYPE.put(Module.class, () -> new Linear(2, 2));
    BY_TYPE.put(Loss.class, MSELoss::new);
    BY_TYPE.put(Trainer.class, ArgumentValues::trainer);
    BY_TYPE.put(StepTrainer.class, ArgumentValues::trainer);
    BY_TYPE.put(TrainerOptions.class, () -> Trainer.options().maxEpochs(1));
    BY_TYPE.put(TrainingContext.class, ArgumentValues::trainingContext);
    BY_TYPE.put(EarlyStoppingOptions.class, EarlyStopping::options);
    BY_TYPE.put(ModelCheckpointOptions.class, ModelCheckpoint::options);
    BY_TYPE.put(FunctionModule.class, First::new);
    BY_TYPE.put(BiFunctionModule.class, FirstOfTwo::new);
    BY_TYPE.put(Scope.class, Torch::scope);
    BY_TYPE.put(Parametrization.class, () -> new Parametrization() {});
    BY_TYPE.put(PackedSequence.class, () -> Rnn.packSequence(List.of(Torch.ones(2, 2))));
    BY_TYPE.put(
        AdaptiveLogSoftmaxWithLoss.class,
        () -> new AdaptiveLogSoftmaxWithLoss(2, 4, new long[] {2}));
    BY_TYPE.put(Sizes.class, () -> Sizes.of(1));
    BY_TYPE.put(Table.class, ArgumentValues::table);
    BY_TYPE.put(TokenFile.class, ArgumentValues::tokenFile);
    BY_TYPE.put(VisionDataset.class, ArgumentValues::visionDataset);
    BY_TYPE.put(Optimizer.class, ArgumentValues::optimizer);
    BY_TYPE.put(SGD.class, ArgumentValues::optimizer);
    BY_TYPE.put(CustomOptimizer.class, ArgumentValues::customOptimizer);
    BY_TYPE.put(ParamGroup.class, () -> optimizer().paramGroups().get(0));
    BY_TYPE.put(ParameterState.class, ArgumentValues::parameterState);
    BY_TYPE.put(Params.class, () -> Params.of(new Linear(2, 2).parameters()));
    BY_TYPE.put(LRScheduler.class, () -> new ExponentialLR(optimizer(), 0.5));
    BY_TYPE.put(CyclicLROptions.class, CyclicLR::options);
    BY_TYPE.put(OneCycleLROptions.class, () -> OneCycleLR.options().totalSteps(4));
    BY_TYPE.put(GradScalerOptions.class, GradScaler::options);
    BY_TYPE.put(SafeTensorsFile.class, ArgumentValues::safeTensorsFile);
    BY_TYPE.put(ScriptModule.class, ArgumentValues::scriptModule);
    BY_TYPE.put(Dataset.class, () -> new TensorDataset(Torch.ones(2, 2)));
    BY_TYPE.put(IterableDataset.class, () -> IterableDataset.of(List.of(Torch.ones(2))));
    BY_TYPE.put(Sampler.class, () -> Sampler.of(0, 1));
    BY_TYPE.put(DataLoaderOptions.class, DataLoader::options);
    BY_TYPE.put(GradScaler.class, GradScaler::new);
    BY_TYPE.put(AutocastOptions.class, () -> Autocast.options("cpu"));
    BY_TYPE.put(Function.class, Identity::new);
    BY_TYPE.put(FunctionContext.class, () -> new Identity().context());
    BY_TYPE.put(String.class, () -> "weight");
    BY_TYPE.put(Object.class, () -> 1L);
    BY_TYPE.put(Number.class, () -> 1L);
    BY_TYPE.put(Long.class, () -> 1L);
    BY_TYPE.put(Integer.class, () -> 1);
    BY_TYPE.put(Double.class, () -> 0.5);
    BY_TYPE.put(Float.class, () -> 0.5f);
    BY_TYPE.put(Boolean.class, () -> false);
    BY_TYPE.put(Byte.class, () -> (byte) 1);
    BY_TYPE.put(Character.class, () -> 'a');
    BY_TYPE.put(Enum.class, () -> CyclicLR.Mode.TRIANGULAR);
    BY_TYPE.put(Class.class, () -> String.class);
    BY_TYPE.put(Throwable.class, () -> new IllegalStateException("of a test"));
    BY_TYPE.put(Path.class, () -> Path.of("target", "no-such-file.pt"));
    BY_TYPE.put(InputStream.class, () -> new ByteArrayInputStream(new byte[8]));
    BY_TYPE.put(OutputStream.class, ByteArrayOutputStream::new);
    BY_TYPE.put(Constraint.class, () -> Constraints.positive);
    BY_TYPE.put(Transform.class, ExpTransform::new);
    BY_TYPE.put(Distribution.class, () -> new Normal(0, 1));
    BY_TYPE.put(Categorical.class, () -> new Categorical(Torch.ones(2, 2)));
    BY_TYPE.put(Independent.class, () -> new Independent(new Normal(0, 1), 0));
    BY_TYPE.put(LKJCholesky.class, () -> new LKJCholesky(2));
    BY_TYPE.put(Wishart.class, () -> new Wishart(3, Torch.eye(2)));
    BY_TYPE.put(MixtureSameFamily.class, ArgumentValues::mixture);
    BY_TYPE.put(Iterable.class, () -> List.of(Torch.ones(2, 2)));
    BY_TYPE.put(Metric.class, Mean::new);
    BY_TYPE.put(SummaryWriter.class, ArgumentValues::summaryWriter);
  }

  private record Pair(int first, int second) {}

  private static final class First extends FunctionModule<Object, Object> {
    @Override
    public Object forwardAll(Object input) {
      return input;
    }
  }

  private static final class FirstOfTwo extends BiFunctionModule<Object, Object, Object> {
    @Override
    public Object forwardAll(Object first, Object second) {
      return first;
    }
  }

  private static MixtureSameFamily mixture() {
    return new MixtureSameFamily(
        new Categorical(Torch.ones(2)), new Normal(Torch.ones(2), Torch.ones(2)));
  }

  // As one that a schedule was made for before, so that another can go on.
  private static Trainer trainer() {
    var model = new Linear(2, 2);
    return new Trainer(
        model, new MSELoss(), new SGD(model.parameters()), Trainer.options().maxEpochs(1));
  }

  private static TrainingContext trainingContext() {
    var found = new TrainingContext[1];
    var model = new Linear(2, 2);
    var keep =
        new Callback() {
          @Override
          public void onFitStart(TrainingContext context) {
            found[0] = context;
          }
        };
    new Trainer(
            model,
            new MSELoss(),
            new SGD(model.parameters()),
            Trainer.options().maxEpochs(1).callbacks(keep))
        .fit(List.of(Batch.of(Torch.ones(2, 2), Torch.ones(2, 2))));
    return found[0];
  }

  private static Optimizer<?> optimizer() {
    var optimizer = new SGD(new Linear(2, 2).parameters(), SGD.options().lr(0.1));
    optimizer.paramGroups().get(0).initialLr(0.1);
    return optimizer;
  }

  private record CustomOptions(double lr) implements OptimizerOptions<CustomOptions> {
    @Override
    public CustomOptions lr(double lr) {
      return new CustomOptions(lr);
    }
  }

  private static CustomOptimizer<?> customOptimizer() {
    return new CustomOptimizer<>(new Linear(2, 2).parameters(), new CustomOptions(0.1)) {
      @Override
      protected void step(ParamGroup<CustomOptions> group) {}
    };
  }

  private static ParameterState parameterState() {
    CustomOptimizer<?> optimizer = customOptimizer();
    return optimizer.state(optimizer.paramGroups().get(0).params().get(0));
  }

  private static Table table() {
    return Csv.read(written("torch4j.csv", "a,b\n1,2\n".getBytes(StandardCharsets.US_ASCII)));
  }

  private static TokenFile tokenFile() {
    return TokenFile.open(written("torch4j.bin", new byte[64]));
  }

  private static VisionDataset visionDataset() {
    return new CIFAR10(written("test_batch.bin", new byte[2 * 3073]).getParent(), false);
  }

  private static Path written(String name, byte[] bytes) {
    try {
      Path file = Files.createTempDirectory("torch4j").resolve(name);
      List.of(file.getParent(), file).forEach(path -> path.toFile().deleteOnExit());
      return Files.write(file, bytes);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static SafeTensorsFile safeTensorsFile() {
    Path file = temporary(".safetensors");
    SafeTensors.save(Map.of("weight", Torch.ones(2, 2)), file);
    return SafeTensors.open(file);
  }

  // Without a method; with an attribute of the name that arguments have.
  private static ScriptModule scriptModule() {
    Path file = temporary(".pt");
    try (var name = new QualifiedName("__torch__.Scripted");
        var module = new JitModule(name)) {
      module.register_parameter("weight", Torch.ones(2, 2).unwrap(), false);
      module.save(file.toString());
    }
    return Jit.load(file);
  }

  private static SummaryWriter summaryWriter() {
    try {
      Path folder = Files.createTempDirectory("torch4j");
      folder.toFile().deleteOnExit();
      return new SummaryWriter(folder);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Path temporary(String ending) {
    try {
      Path file = Files.createTempFile("torch4j", ending);
      file.toFile().deleteOnExit();
      return file;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A value of this type; empty if there is no way to one. */
  Optional<Object> of(Type type) {
    return of(type, 0);
  }

  private Optional<Object> of(Type type, int depth) {
    Class<?> raw = raw(type);
    if (depth > DEEPEST) {
      return Optional.empty();
    }
    if (raw.isPrimitive()) {
      return primitive(raw);
    }
    if (raw == List.class || raw == Iterable.class || raw == Collection.class) {
      return of(argument(type, 0), depth + 1).map(List::of);
    }
    if (raw == Set.class) {
      return of(argument(type, 0), depth + 1).map(Set::of);
    }
    if (raw == Map.class) {
      return map(type, depth);
    }
    if (BY_TYPE.containsKey(raw)) {
      return Optional.of(BY_TYPE.get(raw).get());
    }
    if (raw.isArray()) {
      return array(raw.getComponentType(), depth);
    }
    if (raw.isEnum()) {
      return Optional.of(raw.getEnumConstants()[0]);
    }
    return constant(raw)
        .or(() -> defaults(raw))
        .or(() -> constructed(raw, depth))
        .or(() -> made(raw, depth));
  }

  private static Optional<Object> primitive(Class<?> type) {
    Object one = Array.get(Array.newInstance(type, 1), 0);
    if (type == boolean.class) {
      return Optional.of(false);
    }
    if (type == double.class || type == float.class) {
      return Optional.of(type == double.class ? (Object) 0.5 : (Object) 0.5f);
    }
    return Optional.of(one instanceof Integer ? 1 : one instanceof Long ? 1L : one);
  }

  private Optional<Object> array(Class<?> component, int depth) {
    return of(component, depth + 1)
        .map(
            element -> {
              Object array = Array.newInstance(component, 1);
              Array.set(array, 0, element);
              return array;
            });
  }

  private Optional<Object> map(Type type, int depth) {
    Map<Object, Object> map = new LinkedHashMap<>();
    of(argument(type, 0), depth + 1)
        .ifPresent(key -> of(argument(type, 1), depth + 1).ifPresent(value -> map.put(key, value)));
    return Optional.of(map);
  }

  // A record's DEFAULT, and the like.
  private static Optional<Object> constant(Class<?> type) {
    return Arrays.stream(type.getFields())
        .filter(field -> Modifier.isStatic(field.getModifiers()) && field.getType() == type)
        .findFirst()
        .map(ArgumentValues::valueOf);
  }

  // What the enclosing class's options() returns.
  private static Optional<Object> defaults(Class<?> type) {
    if (type.getEnclosingClass() == null) {
      return Optional.empty();
    }
    return Arrays.stream(type.getEnclosingClass().getMethods())
        .filter(method -> Modifier.isStatic(method.getModifiers()))
        .filter(method -> method.getReturnType() == type && method.getParameterCount() == 0)
        .findFirst()
        .flatMap(method -> tried(() -> method.invoke(null)));
  }

  private static Object valueOf(Field field) {
    try {
      return field.get(null);
    } catch (IllegalAccessException e) {
      throw new IllegalStateException(e);
    }
  }

  private Optional<Object> constructed(Class<?> type, int depth) {
    if (type.isInterface()) {
      return Optional.of(proxy(type));
    }
    if (Modifier.isAbstract(type.getModifiers())) {
      return Optional.empty();
    }
    return Arrays.stream(type.getConstructors())
        .sorted(Comparator.comparingInt(Constructor::getParameterCount))
        .flatMap(
            constructor ->
                all(constructor.getGenericParameterTypes(), depth).stream()
                    .flatMap(values -> tried(() -> constructor.newInstance(values)).stream()))
        .findFirst();
  }

  // By a static method, such as options() or of(...).
  private Optional<Object> made(Class<?> type, int depth) {
    return Arrays.stream(type.getMethods())
        .filter(method -> Modifier.isStatic(method.getModifiers()))
        .filter(method -> method.getReturnType() == type)
        .sorted(Comparator.comparingInt(Method::getParameterCount))
        .flatMap(
            method ->
                all(method.getGenericParameterTypes(), depth).stream()
                    .flatMap(values -> tried(() -> method.invoke(null, values)).stream()))
        .findFirst();
  }

  private interface Making {
    Object make() throws ReflectiveOperationException;
  }

  private static Optional<Object> tried(Making making) {
    try {
      return Optional.ofNullable(making.make());
    } catch (ReflectiveOperationException e) {
      return Optional.empty();
    }
  }

  /** A value for each of these types; empty if one has none. */
  Optional<Object[]> all(Type... types) {
    return all(types, 0);
  }

  private Optional<Object[]> all(Type[] types, int depth) {
    List<Object> values = new ArrayList<>();
    for (Type type : types) {
      Optional<Object> value = of(type, depth + 1);
      if (value.isEmpty()) {
        return Optional.empty();
      }
      values.add(value.get());
    }
    return Optional.of(values.toArray());
  }

  /**
   * An argument whose only element is null, if it is an array or collection of tensors, modules or
   * other objects of the API, or a map to them.
   */
  Optional<Object> withNull(Type type) {
    Class<?> raw = raw(type);
    if (raw.isArray()) {
      return isOfTheApi(raw.getComponentType())
          ? Optional.of(Array.newInstance(raw.getComponentType(), 1))
          : Optional.empty();
    }
    if (raw == Map.class && isOfTheApi(raw(argument(type, 1)))) {
      return of(argument(type, 0))
          .map(
              key -> {
                Map<Object, Object> map = new LinkedHashMap<>();
                map.put(key, null);
                return map;
              });
    }
    boolean collection = raw == List.class || raw == Iterable.class || raw == Collection.class;
    return collection && isOfTheApi(raw(argument(type, 0)))
        ? Optional.of(Arrays.asList(new Object[1]))
        : Optional.empty();
  }

  private static boolean isOfTheApi(Class<?> type) {
    return Tensor.class.isAssignableFrom(type) || type.getName().startsWith("torch4j.");
  }

  // Returns a tensor, the number 1, or null.
  private static Object proxy(Class<?> type) {
    return Proxy.newProxyInstance(
        type.getClassLoader(),
        new Class<?>[] {type},
        (self, method, given) -> {
          if (method.getDeclaringClass() == Object.class) {
            return switch (method.getName()) {
              case "equals" -> self == given[0];
              case "hashCode" -> 1;
              default -> type.getSimpleName();
            };
          }
          Class<?> result = method.getReturnType();
          if (result == Tensor.class) {
            return Torch.ones(2, 2);
          }
          return result.isPrimitive() && result != void.class
              ? primitive(result).orElseThrow()
              : null;
        });
  }

  private static Type argument(Type type, int index) {
    return type instanceof ParameterizedType generic
        ? generic.getActualTypeArguments()[index]
        : Object.class;
  }

  private static Class<?> raw(Type type) {
    if (type instanceof Class<?> raw) {
      return raw;
    }
    if (type instanceof ParameterizedType generic) {
      return raw(generic.getRawType());
    }
    if (type instanceof java.lang.reflect.GenericArrayType array) {
      return raw(array.getGenericComponentType()).arrayType();
    }
    return type instanceof TypeVariable<?> variable
        ? raw(variable.getBounds()[0])
        : raw(((WildcardType) type).getUpperBounds()[0]);
  }

  /** Its input, which is also its gradient. */
  private static final class Identity extends Function {
    private FunctionContext context;

    FunctionContext context() {
      call(torch4j.Torch.ones(2, 2));
      return context;
    }

    @Override
    protected torch4j.Tensor[] forward(FunctionContext ctx, torch4j.Tensor... inputs) {
      context = ctx;
      return inputs;
    }

    @Override
    protected torch4j.Tensor[] backward(FunctionContext ctx, torch4j.Tensor... gradOutputs) {
      return gradOutputs;
    }
  }
}
