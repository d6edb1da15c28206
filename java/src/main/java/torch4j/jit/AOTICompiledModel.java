package torch4j.jit;

import java.io.InputStream;
import java.lang.ref.Cleaner;
import java.lang.ref.Reference;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import torch4j.Tensor;
import torch4j.Torch;
import torch4j.internal.FileFailure;
import torch4j.internal.Require;
import torch4j.internal.SpooledFile;
import torch4j.serialization.Tuple;

/**
 * A model that Python's AOTInductor has compiled to machine code, from a {@code .pt2} package. Same
 * as what {@code torch._inductor.aoti_load_package(path)} returns.
 *
 * <pre>{@code
 * try (var model = AOTICompiledModel.load(Path.of("model.pt2"))) {
 *   Tensor logits = model.call(images);
 * }
 * }</pre>
 *
 * <p>It runs without autograd, on inputs of the shapes, strides and dtypes that it was compiled
 * for, which the compiled code checks. It can be called by several threads at the same time.
 * Closing frees the code and its constants; so does the garbage collector.
 *
 * <p>A package is a program, compiled for one kind of machine and one version of LibTorch: load
 * only packages that you trust.
 */
public final class AOTICompiledModel implements AutoCloseable {
  private static final Cleaner CLEANER = Cleaner.create();

  private final long model;
  private final Cleaner.Cleanable cleanable;
  private final List<String> inputs;
  private final Map<String, String> metadata;
  private final List<String> constantFqns;
  private final List<String> callSpec;
  private volatile boolean closed;

  private AOTICompiledModel(long model, UnpackedPackage files) {
    this.model = model;
    this.cleanable = CLEANER.register(this, new Release(model, files));
    var about = (Tuple) ValueReader.read(NativeJit.describePackage(model));
    inputs = strings(about.get(0));
    var texts = new LinkedHashMap<String, String>();
    ((Map<?, ?>) about.get(1)).forEach((key, value) -> texts.put((String) key, (String) value));
    metadata = java.util.Collections.unmodifiableMap(texts);
    constantFqns = strings(about.get(2));
    callSpec = strings(about.get(3));
  }

  // Frees the code before its files, which code for CUDA reads lazily.
  private record Release(long model, UnpackedPackage files) implements Runnable {
    @Override
    public void run() {
      NativeJit.destroyPackage(model);
      files.close();
    }
  }

  private static List<String> strings(Object list) {
    return ((List<?>) list).stream().map(String.class::cast).toList();
  }

  /** The options of loading, with PyTorch's defaults. */
  public static AOTIOptions options() {
    return new AOTIOptions();
  }

  /**
   * Loads a package's model. Same as {@code torch._inductor.aoti_load_package(path)}.
   *
   * @throws IllegalArgumentException if the file is missing, damaged, or not a package
   * @throws torch4j.TorchException if LibTorch cannot load the code
   */
  public static AOTICompiledModel load(Path path) {
    return load(path, options());
  }

  /**
   * Loads one of a package's models. Same as {@code AOTIModelPackageLoader}.
   *
   * @throws IllegalArgumentException if the file is missing, damaged, not a package, or does not
   *     have the model
   * @throws torch4j.TorchException if LibTorch cannot load the code
   */
  public static AOTICompiledModel load(Path path, AOTIOptions options) {
    Require.nonNull(path, "path", "a path");
    requireOptions(options);
    return load(path, path, options);
  }

  /**
   * Loads a package's model from a stream, such as a class-path resource. The stream is read to its
   * end and stays open.
   *
   * @throws IllegalArgumentException if the stream is damaged, or not a package
   * @throws torch4j.TorchException if LibTorch cannot load the code
   * @throws java.io.UncheckedIOException if the stream cannot be read, or its files not be written
   *     below {@code java.io.tmpdir}
   */
  public static AOTICompiledModel load(InputStream in) {
    return load(in, options());
  }

  /** Same, with options. */
  public static AOTICompiledModel load(InputStream in, AOTIOptions options) {
    Require.nonNull(in, "in", "a stream");
    requireOptions(options);
    try (SpooledFile file = SpooledFile.of(in)) {
      return load(file.path(), FileFailure.STREAM, options);
    }
  }

  private static void requireOptions(AOTIOptions options) {
    Require.nonNull(options, "options", "AOTICompiledModel.options()");
  }

  private static AOTICompiledModel load(Path path, Object name, AOTIOptions options) {
    Torch.init();
    ScriptArchive.requirePackage(path, name);
    UnpackedPackage files = UnpackedPackage.of(path, name);
    try {
      requireModel(name, files, options.modelName());
      long model =
          NativeJit.loadPackage(
              ValueWriter.utf8(files.root().toString()),
              ValueWriter.utf8(options.modelName()),
              options.runSingleThreaded(),
              options.numRunners(),
              options.deviceIndex());
      return new AOTICompiledModel(model, files);
    } catch (RuntimeException e) {
      files.close();
      throw e;
    }
  }

  private static void requireModel(Object name, UnpackedPackage files, String model) {
    List<String> models = files.models();
    if (models.isEmpty()) {
      throw new IllegalArgumentException(
          name
              + ": got a zip archive without data/aotinductor, expected a package of"
              + " torch._inductor.aoti_compile_and_package");
    }
    if (!models.contains(model)) {
      throw new IllegalArgumentException(
          "modelName: got \""
              + model
              + "\", expected one that is in "
              + name
              + ": "
              + String.join(", ", models));
    }
  }

  /**
   * Runs the model on flattened inputs, and returns the flattened outputs.
   *
   * @param inputs the tensors, in the order in which {@code forward} takes them
   * @return the output tensors, which belong to the innermost open scope
   * @throws IllegalArgumentException if there are more or fewer inputs than the model takes, or one
   *     is null
   * @throws IllegalStateException if this model or an input is closed
   * @throws torch4j.TorchException if an input has another shape, stride or dtype than the model
   *     was compiled for
   */
  public List<Tensor> run(Tensor... inputs) {
    requireOpen();
    Require.nonNull(inputs, "inputs", "tensors");
    if (inputs.length != this.inputs.size()) {
      throw new IllegalArgumentException(
          "inputs: got "
              + inputs.length
              + " tensors, expected "
              + this.inputs.size()
              + ": "
              + String.join(", ", this.inputs));
    }
    for (int i = 0; i < inputs.length; i++) {
      if (inputs[i] == null) {
        throw new IllegalArgumentException("inputs[" + i + "]: got null, expected a tensor");
      }
      if (inputs[i].unwrap().isNull() || !inputs[i].unwrap().defined()) {
        throw new IllegalStateException(
            "inputs["
                + i
                + "]: got "
                + (inputs[i].unwrap().isNull() ? "a closed tensor" : "an undefined tensor")
                + ", expected an open tensor");
      }
    }
    try {
      long[] addresses = Arrays.stream(inputs).mapToLong(t -> t.unwrap().address()).toArray();
      List<?> outputs = (List<?>) ValueReader.read(NativeJit.runPackage(model, addresses));
      return outputs.stream().map(Tensor.class::cast).toList();
    } finally {
      Reference.reachabilityFence(inputs);
      Reference.reachabilityFence(this);
    }
  }

  /**
   * Runs a model with one input and one output.
   *
   * @throws IllegalArgumentException if the model takes more than one tensor
   * @throws IllegalStateException if the model returns more than one tensor, or the model or the
   *     input is closed
   * @throws torch4j.TorchException if the input has another shape, stride or dtype than the model
   *     was compiled for
   */
  public Tensor call(Tensor input) {
    Require.nonNull(input, "input", "a tensor");
    List<Tensor> outputs = run(input);
    if (outputs.size() != 1) {
      throw new IllegalStateException(
          "output: got " + outputs.size() + " tensors, expected 1; call run for them");
    }
    return outputs.get(0);
  }

  private void requireOpen() {
    if (closed) {
      throw new IllegalStateException("model: got a closed one, expected an open one");
    }
  }

  /** The names of the inputs in the compiled code, in order. */
  public List<String> inputNames() {
    return inputs;
  }

  /** The metadata of the package, such as its device. Same as {@code get_metadata()}. */
  public Map<String, String> metadata() {
    return metadata;
  }

  /** The fully qualified names of the constants, sorted. Same as {@code get_constant_fqns()}. */
  public List<String> constantFqns() {
    return constantFqns;
  }

  /**
   * The structure of the inputs and of the outputs as pytree specs in JSON. Same as {@code
   * loader.get_call_spec()}.
   */
  public List<String> callSpec() {
    return callSpec;
  }

  /** Frees the code and its constants, and removes its files. Closing again has no effect. */
  @Override
  public void close() {
    closed = true;
    cleanable.clean();
  }
}
