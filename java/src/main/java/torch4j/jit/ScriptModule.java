package torch4j.jit;

import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.lang.ref.Reference;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import torch4j.Tensor;
import torch4j.internal.LeakDetector;
import torch4j.internal.Require;
import torch4j.nn.BackedModule;
import torch4j.serialization.Complex;
import torch4j.serialization.Tuple;

/**
 * A TorchScript module, which runs without Python; loaded with {@link Jit#load(Path)}. Same as
 * {@code torch.jit.ScriptModule}.
 *
 * <pre>{@code
 * ScriptModule model = Jit.load(Path.of("model.pt"));
 * Tensor logits = model.call(images);                       // like any module
 * Object encoded = model.invoke("encode", images, 0.5);     // any other method
 * new Adam(model.parameters());                             // its parameters are a module's
 * model.save(Path.of("tuned.pt"));                          // for torch.jit.load
 * }</pre>
 *
 * <p>Its parameters and buffers are those that the script computes with, and its mode is the
 * script's. In evaluation mode it may be called from several threads at a time, unless its script
 * assigns to attributes. It is freed when it is garbage-collected, and need not be closed.
 */
public final class ScriptModule extends BackedModule {
  private static final int DECLARATION = 0;
  private static final int CODE = 1;
  private static final int GRAPH = 2;
  private static final int INLINED_GRAPH = 3;

  private final ScriptHandle module;
  private final String originalName;

  private ScriptModule(ScriptHandle module, ModuleDescription description) {
    super(Boolean.TRUE.equals(description.training()));
    this.module = module;
    this.originalName = description.typeName();
  }

  /** A module around a C++ object. */
  static ScriptModule of(ScriptHandle module) {
    return of(module, new HashMap<>());
  }

  // A submodule that occurs twice is one Java object.
  private static ScriptModule of(ScriptHandle module, Map<Long, ScriptModule> made) {
    ModuleDescription description = module.describe();
    var script = new ScriptModule(module, description);
    made.put(description.identity(), script);
    script.adopt(description.parameters(), description.buffers());
    description
        .children()
        .forEach(
            (name, identity) -> {
              ScriptModule child = made.get(identity);
              script.adopt(name, child != null ? child : of(module.child(name), made));
            });
    return script;
  }

  /** The C++ object. */
  ScriptHandle handle() {
    return module;
  }

  // ---- calls

  /**
   * Runs the script's {@code forward} on one tensor, with the hooks of the script.
   *
   * @throws IllegalArgumentException if {@code forward} has other parameters
   * @throws IllegalStateException if the input is closed, or the result is not a tensor
   * @throws torch4j.TorchException if the script fails; the script's traceback is its detail
   */
  @Override
  public Tensor forward(Tensor input) {
    if (Require.nonNull(input, "input", "a tensor").unwrap().isNull()) {
      throw LeakDetector.closedTensor("forward", input.unwrap());
    }
    var output = Tensor.wrap(new org.bytedeco.pytorch.Tensor());
    try {
      if (module.call(input, output)) {
        sync();
      }
      return output;
    } catch (RuntimeException e) {
      output.close();
      throw e;
    }
  }

  /**
   * Runs the script's {@code forward} on two tensors.
   *
   * @throws IllegalStateException if an input is closed, or the result is not a tensor
   * @throws torch4j.TorchException if the script fails
   */
  @Override
  public Tensor forward(Tensor first, Tensor second) {
    return requireTensor(run("forward", CallArguments.of(first, second), true));
  }

  /**
   * Runs the script's {@code forward} on three tensors.
   *
   * @throws IllegalStateException if an input is closed, or the result is not a tensor
   * @throws torch4j.TorchException if the script fails
   */
  @Override
  public Tensor forward(Tensor first, Tensor second, Tensor third) {
    return requireTensor(run("forward", CallArguments.of(first, second, third), true));
  }

  private static Tensor requireTensor(Object result) {
    if (result instanceof Tensor tensor) {
      return tensor;
    }
    String got = result == null ? "None" : "a " + result.getClass().getSimpleName();
    throw new IllegalStateException(
        "forward: got a result that is "
            + got
            + ", expected a tensor; call it through invoke or callWith");
  }

  /**
   * Calls the module with any arguments and runs hooks: Python's {@code module(x, mask=None)}.
   * Hooks get the tensors among the positional arguments.
   *
   * @return a Java value; see {@link #invoke(String, CallArguments)}
   * @throws IllegalArgumentException if the arguments do not match the schema of {@code forward}
   * @throws IllegalStateException if a tensor is closed
   * @throws torch4j.TorchException if the script fails
   */
  public Object callWith(CallArguments arguments) {
    Require.nonNull(arguments, "arguments", "CallArguments.of(...)");
    Tensor[] tensors =
        arguments.positional().stream()
            .filter(Tensor.class::isInstance)
            .map(Tensor.class::cast)
            .toArray(Tensor[]::new);
    return run(inputs -> run("forward", arguments.withTensors(inputs), true), tensors);
  }

  /**
   * Calls a method of the script: Python's {@code module.method(x, y)}. Does not run hooks.
   *
   * @param arguments the positional arguments; null is None
   */
  public Object invoke(String method, Object... arguments) {
    return invoke(method, CallArguments.of(arguments));
  }

  /**
   * Calls a method of the script with positional and keyword arguments: Python's {@code
   * module.method(x, scale=2.0)}. Does not run hooks.
   *
   * <p>Arguments are converted to the types of the method's schema: an int also to a float, an
   * empty list to one of any element type, a number to a list for {@code BroadcastingList}. A
   * Boolean is not converted to a number, and null only to {@code Optional}.
   *
   * @return the result: Tensor, Long, Double, Boolean, String, {@link Complex}, Device, List,
   *     {@link Tuple}, {@link NamedTuple}, Map or null; a member of an enum as its name; tensors
   *     belong to the innermost open scope
   * @throws IllegalArgumentException if there is no such method, or the arguments do not match its
   *     schema; the message names the argument
   * @throws IllegalStateException if a tensor is closed
   * @throws torch4j.TorchException if the script fails; the message is that of the script's
   *     exception, the detail is the script's traceback
   */
  public Object invoke(String method, CallArguments arguments) {
    requireMethod(method);
    Require.nonNull(arguments, "arguments", "CallArguments.of(...)");
    return run(method, arguments, false);
  }

  private Object run(String method, CallArguments arguments, boolean withHooks) {
    byte[] result;
    try {
      result = module.invoke(ValueWriter.call(method, arguments, withHooks));
    } finally {
      if (module.changed()) {
        sync();
      }
      Reference.reachabilityFence(arguments);
    }
    return ValueReader.read(result);
  }

  // Takes over tensors that the script has assigned to its attributes.
  private synchronized void sync() {
    modules()
        .forEach(
            part -> {
              var script = (ScriptModule) part;
              ModuleDescription now = script.module.describe();
              script.adopt(now.parameters(), now.buffers());
              script.module.watch();
            });
  }

  // ---- inspection

  /** The name of the module's class in Python. Same as {@code original_name}. */
  public String originalName() {
    return originalName;
  }

  /** Whether the module is frozen, and has no mode. */
  boolean isFrozen() {
    return module.describe().training() == null;
  }

  /** The names of the methods that can be called. */
  public List<String> methodNames() {
    return module.methods();
  }

  /**
   * A method's name, arguments and result: {@code forward(Tensor x, float scale=1.) -> Tensor}.
   * Same as {@code module.method.schema}, without {@code self}.
   *
   * @throws IllegalArgumentException if there is no such method
   */
  public String schema(String method) {
    return module.text(requireMethod(method), DECLARATION);
  }

  /**
   * The code of {@code forward}. Same as {@code module.code}.
   *
   * @throws IllegalArgumentException if there is no {@code forward}
   */
  public String code() {
    return code("forward");
  }

  /**
   * A method's code, as TorchScript prints it. Same as {@code module.method.code}.
   *
   * @throws IllegalArgumentException if there is no such method
   */
  public String code(String method) {
    return module.text(requireMethod(method), CODE);
  }

  /**
   * The graph of {@code forward}. Same as {@code str(module.graph)}.
   *
   * @throws IllegalArgumentException if there is no {@code forward}
   */
  public String graph() {
    return graph("forward");
  }

  /**
   * A method's graph. Same as {@code str(module.method.graph)}.
   *
   * @throws IllegalArgumentException if there is no such method
   */
  public String graph(String method) {
    return module.text(requireMethod(method), GRAPH);
  }

  /**
   * A method's graph with the methods that it calls in it. Same as {@code
   * str(module.method.inlined_graph)}.
   *
   * @throws IllegalArgumentException if there is no such method
   */
  public String inlinedGraph(String method) {
    return module.text(requireMethod(method), INLINED_GRAPH);
  }

  /**
   * The nodes of a method's graph with the methods that it calls in it. Similar to {@code
   * module.method.inlined_graph} with its {@code inputs()}, {@code nodes()} and {@code outputs()}.
   *
   * @return a copy; tensors among its constants belong to the innermost open scope
   * @throws IllegalArgumentException if there is no such method
   */
  public ScriptGraph graphNodes(String method) {
    return module.graph(requireMethod(method));
  }

  private static String requireMethod(String method) {
    return Require.nonNull(method, "method", "a method's name");
  }

  /**
   * The value of an attribute of the script, such as a number. Same as {@code getattr(module,
   * name)}.
   *
   * @return a Java value, as from {@link #invoke(String, CallArguments)}; a child is a ScriptModule
   * @throws IllegalArgumentException if there is none
   */
  public Object attribute(String name) {
    Require.nonNull(name, "name", "an attribute's name");
    if (namedChildren().containsKey(name)) {
      return namedChildren().get(name);
    }
    return module.attribute(name);
  }

  /**
   * Replaces the value of an attribute of the script. Same as {@code setattr(module, name, value)}.
   *
   * @param value the value; null is None
   * @throws IllegalArgumentException if there is none, or the value is not of its type
   * @throws IllegalStateException if the value is a closed tensor
   */
  public void setAttribute(String name, Object value) {
    module.setAttribute(Require.nonNull(name, "name", "an attribute's name"), value);
    if (module.changed()) {
      sync();
    }
  }

  // ---- files

  /**
   * Saves this module with its submodules. Same as {@code module.save(path)}, but atomic: whenever
   * it fails or the process ends, the file is either the old or the new one.
   *
   * @throws IllegalArgumentException if the folder does not exist
   * @throws UncheckedIOException if the file cannot be written
   */
  public void save(Path path) {
    save(path, Map.of());
  }

  /**
   * Saves this module with extra files, such as labels. Same as {@code module.save(path,
   * _extra_files=...)}, but atomic.
   *
   * @throws IllegalArgumentException if the folder does not exist
   * @throws UncheckedIOException if the file cannot be written
   */
  public void save(Path path, Map<String, byte[]> extraFiles) {
    new ScriptSaver(module, extraFiles).save(path);
  }

  /**
   * Saves this module to a stream, which stays open. Same as {@code torch.jit.save(module, file)}.
   *
   * @throws UncheckedIOException if the stream cannot be written to
   */
  public void save(OutputStream out) {
    save(out, Map.of());
  }

  /** Same, with extra files. */
  public void save(OutputStream out, Map<String, byte[]> extraFiles) {
    new ScriptSaver(module, extraFiles).save(out);
  }

  // ---- BackedModule

  @Override
  protected void modeChanged(boolean training) {
    if (!isFrozen()) {
      module.setAttribute("training", training);
    }
  }

  @Override
  protected void tensorReplaced(String name, Tensor tensor) {
    module.setAttribute(name, tensor);
  }

  @Override
  protected ScriptModule copyBacking() {
    return of(module.copy());
  }

  @Override
  protected String pythonName() {
    return "RecursiveScriptModule";
  }

  @Override
  protected String extraRepr() {
    return "original_name=" + originalName;
  }
}
