package torch4j.optim;

import com.fasterxml.jackson.databind.JsonNode;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.OptionalInt;
import java.util.stream.LongStream;
import org.bytedeco.pytorch.global.torch;
import torch4j.Tensor;
import torch4j.Torch;
import torch4j.testing.Golden;

/**
 * A case of a golden file: an optimizer, created from Python's names of it and its options, and its
 * steps.
 */
final class OptimizerCase {
  private final JsonNode golden;
  private final JsonNode testCase;
  private final String optimizerName;
  private final String dtype;
  private List<Tensor> params = new ArrayList<>();
  private Optimizer<?> optimizer;
  private int steps;

  /** The case before its first step. */
  OptimizerCase(JsonNode golden, JsonNode testCase) {
    this.golden = golden;
    this.testCase = testCase;
    this.optimizerName = testCase.get("optimizer").asText();
    this.dtype = testCase.get("dtype").asText();
    for (JsonNode initial : golden.get("initial").get(shapes()).get(dtype)) {
      params.add(tensor(initial).requiresGrad_(true));
    }
    this.optimizer = make(optimizerName, params, testCase.get("options"));
  }

  static String name(JsonNode testCase) {
    return testCase.get("optimizer").asText()
        + testCase.get("options")
        + " "
        + testCase.get("dtype").asText()
        + " "
        + testCase.path("layout").asText("");
  }

  List<Tensor> params() {
    return params;
  }

  Optimizer<?> optimizer() {
    return optimizer;
  }

  /** The golden file's parameters after the steps so far; a missing node if it has none. */
  JsonNode expected() {
    return testCase.get("after").path(String.valueOf(steps));
  }

  private String shapes() {
    return testCase.path("shapes").asText(optimizerName.equals("Muon") ? "Muon" : "Adam");
  }

  // The golden file has complex numbers as pairs.
  private Tensor tensor(JsonNode node) {
    Tensor tensor = Golden.tensor(node);
    return dtype.startsWith("complex") ? Torch.viewAsComplex(tensor) : tensor;
  }

  /** Loads the state into a new optimizer of copies of the parameters. */
  void reload() {
    List<Tensor> copies = new ArrayList<>();
    for (Tensor param : params) {
      copies.add(param.detach().clone().requiresGrad_(true));
    }
    var fresh = make(optimizerName, copies, testCase.get("options"));
    fresh.loadStateDict(optimizer.stateDict());
    params = copies;
    optimizer = fresh;
  }

  void step() {
    try (var scope = Torch.scope()) {
      if (optimizerName.equals("LBFGS")) {
        optimizer.step(this::loss);
      } else {
        setGradients();
        optimizer.step();
      }
    }
    steps++;
  }

  private void setGradients() {
    JsonNode gradients = golden.get("gradients").get(shapes()).get(dtype).get(steps);
    String layout =
        testCase.path("layout").asText(optimizerName.equals("SparseAdam") ? "uncoalesced" : "");
    for (int i = 0; i < params.size(); i++) {
      Tensor gradient = tensor(gradients.get(i));
      params
          .get(i)
          .unwrap()
          .mutable_grad()
          .put((layout.isEmpty() ? gradient : sparse(gradient, layout)).unwrap());
    }
  }

  private Tensor sparse(Tensor gradient, String layout) {
    long[] chosen = Golden.longs(golden.get("rows").get(steps));
    boolean coalesced = layout.equals("coalesced");
    Tensor rows =
        Tensor.wrap(
            org.bytedeco.pytorch.Tensor.create(
                coalesced ? LongStream.of(chosen).sorted().distinct().toArray() : chosen));
    Tensor sparse =
        Tensor.wrap(
            torch.sparse_coo_tensor(
                rows.unsqueeze(0).unwrap(),
                gradient.indexSelect(0, rows).unwrap(),
                gradient.shape()));
    return coalesced ? sparse.coalesce() : sparse;
  }

  // The same operations as in golden/optim.py.
  private Tensor loss() {
    optimizer.zeroGrad();
    Tensor total = Torch.zeros(new long[0]);
    for (Tensor param : params) {
      Tensor flat = (param.isComplex() ? Torch.viewAsReal(param) : param).flatten();
      long most = flat.numel() - 1;
      Tensor bend =
          flat.narrow(0, 1, most).sub(flat.narrow(0, 0, most).mul(flat.narrow(0, 0, most)));
      Tensor rest = flat.narrow(0, 0, most).mul(-1).add(1);
      total = total.add(bend.mul(bend).sum().mul(5)).add(rest.mul(rest).sum());
    }
    total.backward();
    return total;
  }

  // ---- creation by name

  /** Creates the optimizer with this name, with options under Python's names. */
  static Optimizer<?> make(String optimizerName, List<Tensor> params, JsonNode options) {
    try {
      var ours = options(optimizerName, options);
      return (Optimizer<?>)
          type(optimizerName).getConstructor(List.class, ours.getClass()).newInstance(params, ours);
    } catch (ReflectiveOperationException e) {
      throw unwrapped(e);
    }
  }

  /** The options of the optimizer with this name, with these values under Python's names. */
  static OptimizerOptions<?> options(String optimizerName, JsonNode options) {
    try {
      Object ours = options(optimizerName);
      for (var option : options.properties()) {
        ours = with(ours, option.getKey(), option.getValue());
      }
      return (OptimizerOptions<?>) ours;
    } catch (ReflectiveOperationException e) {
      throw unwrapped(e);
    }
  }

  /** The exception that a reflectively called method threw. */
  private static RuntimeException unwrapped(ReflectiveOperationException e) {
    return e.getCause() instanceof RuntimeException cause ? cause : new IllegalStateException(e);
  }

  /** The default options of the optimizer with this name. */
  static OptimizerOptions<?> options(String optimizerName) throws ReflectiveOperationException {
    return (OptimizerOptions<?>) type(optimizerName).getMethod("options").invoke(null);
  }

  private static Class<?> type(String optimizerName) throws ReflectiveOperationException {
    return Class.forName("torch4j.optim." + optimizerName);
  }

  private static Object with(Object options, String name, JsonNode value)
      throws ReflectiveOperationException {
    int count = value.isArray() ? value.size() : 1;
    Method wither =
        Arrays.stream(options.getClass().getMethods())
            .filter(m -> m.getName().equals(camelCase(name)) && m.getParameterCount() == count)
            .filter(m -> m.getReturnType() == options.getClass())
            .filter(m -> m.getParameterTypes()[0] != OptionalInt.class)
            .findFirst()
            .orElseThrow(() -> new AssertionError(options.getClass() + " has no " + name));
    var values = new Object[count];
    for (int i = 0; i < count; i++) {
      values[i] = convert(value.isArray() ? value.get(i) : value, wither.getParameterTypes()[i]);
    }
    return wither.invoke(options, values);
  }

  private static Object convert(JsonNode value, Class<?> type) {
    if (type.isEnum()) {
      return Arrays.stream(type.getEnumConstants())
          .filter(constant -> constant.toString().equals(value.asText().toUpperCase(Locale.ROOT)))
          .findFirst()
          .orElseThrow();
    }
    if (type == int.class) {
      return value.asInt();
    }
    return type == boolean.class ? (Object) value.asBoolean() : (Object) value.asDouble();
  }

  /** Converts {@code weight_decay} to {@code weightDecay}. */
  static String camelCase(String name) {
    String[] words = name.split("_", 0);
    var camel = new StringBuilder(words[0]);
    for (int i = 1; i < words.length; i++) {
      camel.append(words[i].substring(0, 1).toUpperCase(Locale.ROOT)).append(words[i].substring(1));
    }
    return camel.toString();
  }
}
