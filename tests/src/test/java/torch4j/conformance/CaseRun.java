package torch4j.conformance;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.bytedeco.pytorch.BoolOptional;
import org.bytedeco.pytorch.TensorVector;
import org.bytedeco.pytorch.global.torch;
import torch4j.DType;
import torch4j.Tensor;
import torch4j.Torch;
import torch4j.amp.Autocast;
import torch4j.amp.AutocastOptions;
import torch4j.internal.Optionals;
import torch4j.nn.Module;

/** Runs a case in Java, as conformance.py runs it in Python. */
final class CaseRun {
  private final AutocastOptions autocast;
  private final Expression.Call call;
  private final Module module;

  /** A case, its layer built from seed 1. */
  CaseRun(String text) {
    autocast = autocast(Cases.autocastDtype(text));
    call = (Expression.Call) Expression.parse(Cases.expression(text));
    module = call.function() instanceof Expression.Call layer ? build(layer) : null;
  }

  private static AutocastOptions autocast(String dtype) {
    AutocastOptions options = Autocast.options("cpu");
    return switch (dtype) {
      case "" -> options.enabled(false);
      case "bfloat16" -> options.dtype(DType.bfloat16);
      case "float16" -> options.dtype(DType.float16);
      default -> throw new IllegalArgumentException("dtype: got " + dtype);
    };
  }

  private static Module build(Expression.Call layer) {
    Torch.manualSeed(1);
    return (Module) Inputs.value(layer);
  }

  /** The layer, or null if the case is a function. */
  Module module() {
    return module;
  }

  /** What a forward and a backward pass leave behind. */
  record Pass(List<Tensor> outputs, List<Tensor> inputs) {}

  /** Runs the layer and the backward pass from cosines. */
  Pass forwardAndBackward() {
    List<Tensor> inputs = new ArrayList<>();
    Object output = run(value -> differentiable(value, inputs), inputs);
    List<Tensor> outputs = flat(output);
    List<Tensor> starts = outputs.stream().filter(Tensor::requiresGrad).toList();
    if (!starts.isEmpty()) {
      // All at once, as in Python: one after another, sums would be rounded otherwise.
      torch.backward(
          Optionals.vector(starts),
          Optionals.vector(starts.stream().map(CaseRun::weights).toList()),
          new BoolOptional(),
          false,
          new TensorVector());
    }
    return new Pass(outputs, inputs);
  }

  /** Runs the layer without gradients. */
  List<Tensor> forward() {
    try (var noGrad = Torch.noGrad()) {
      return flat(run(UnaryOperator.identity(), List.of()));
    }
  }

  private Object run(UnaryOperator<Object> prepare, List<Tensor> differentiable) {
    Torch.manualSeed(2);
    List<Object> arguments = new ArrayList<>();
    for (Expression argument : call.arguments()) {
      arguments.add(plain(prepare.apply(Inputs.value(argument))));
    }
    Map<String, Object> named = new LinkedHashMap<>();
    call.named().forEach((name, value) -> named.put(name, plain(Inputs.value(value))));
    Torch.manualSeed(3);
    try (var region = Autocast.of(autocast)) {
      return run(arguments, named, differentiable);
    }
  }

  private Object run(
      List<Object> arguments, Map<String, Object> named, List<Tensor> differentiable) {
    if (module == null) {
      String name = ((Expression.Name) call.function()).name();
      return Reflection.function(name.substring(2), arguments);
    }
    // A leaf that requires gradients cannot be overwritten.
    boolean inplace = module.toString().contains("inplace=True");
    arguments.replaceAll(
        value -> inplace && differentiable.contains(value) ? ((Tensor) value).mul(1) : value);
    return Reflection.call(module, arguments, named);
  }

  private static Object plain(Object value) {
    return value instanceof Inputs.Fixed fixed ? fixed.tensor() : value;
  }

  private static Object differentiable(Object value, List<Tensor> inputs) {
    if (value instanceof Tensor tensor && (tensor.isFloatingPoint() || tensor.isComplex())) {
      inputs.add(tensor.requiresGrad_(true));
    } else if (value instanceof List<?> list) {
      list.forEach(element -> differentiable(element, inputs));
    } else if (value instanceof torch4j.nn.utils.rnn.PackedSequence packed) {
      inputs.add(packed.data().requiresGrad_(true));
    }
    return value;
  }

  private static Tensor weights(Tensor output) {
    Tensor places = Torch.arange(output.numel()).to(DType.float64);
    return places.mul(0.7).cos().reshape(output.shape()).to(output.dtype());
  }

  /** The tensors in an output, depth first: of lists and records, too. */
  static List<Tensor> flat(Object output) {
    List<Tensor> found = new ArrayList<>();
    collect(output, found);
    return found;
  }

  private static void collect(Object output, List<Tensor> found) {
    if (output instanceof Tensor tensor) {
      found.add(tensor);
    } else if (output instanceof List<?> list) {
      list.forEach(element -> collect(element, found));
    } else if (output instanceof Record record) {
      for (var component : record.getClass().getRecordComponents()) {
        try {
          component.getAccessor().setAccessible(true);
          collect(component.getAccessor().invoke(record), found);
        } catch (ReflectiveOperationException e) {
          throw new LinkageError(e.getMessage(), e);
        }
      }
    }
  }
}
