package torch4j.nn;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import torch4j.RemovableHandle;
import torch4j.Tensor;
import torch4j.Torch;
import torch4j.internal.Require;

/**
 * The layers of a model with their output shapes and numbers of parameters.
 *
 * @param inputShape the shape of the input
 * @param rows the modules, in the order of {@code namedModules}
 * @param parameters the number of elements in all parameters, each counted once
 * @param trainable the number of elements in parameters that require gradients
 */
public record Summary(List<Long> inputShape, List<Row> rows, long parameters, long trainable) {
  private static final int WIDEST_NAME = 60;

  /** Copies the lists. */
  public Summary {
    inputShape = List.copyOf(Require.noNulls(inputShape, "inputShape", "a size"));
    rows = List.copyOf(Require.noNulls(rows, "rows", "a row"));
  }

  /**
   * One module.
   *
   * @param path the names joined by dots; "" for the model itself
   * @param type the name of the class
   * @param outputShapes the shapes of the output tensors; empty if the module was not called
   * @param parameters the number of elements in the module's parameters, without those of its
   *     children
   */
  public record Row(String path, String type, List<List<Long>> outputShapes, long parameters) {
    /** Copies the lists. */
    public Row {
      Require.nonNull(path, "path", "a text");
      Require.nonNull(type, "type", "a text");
      Require.nonNull(outputShapes, "outputShapes", "a list");
      outputShapes = List.copyOf(outputShapes);
    }
  }

  static Summary of(Module model, long... inputShape) {
    Map<Module, List<List<Long>>> shapes = shapes(model, inputShape);
    List<Row> rows = new ArrayList<>();
    model
        .namedModules()
        .forEach(
            (path, module) ->
                rows.add(
                    new Row(
                        path,
                        module.typeName(),
                        shapes.getOrDefault(module, List.of()),
                        count(module.registered().parameters().values()))));
    List<Tensor> all = model.parameters();
    return new Summary(
        asList(inputShape),
        rows,
        count(all),
        count(all.stream().filter(Tensor::requiresGrad).toList()));
  }

  // Restores the mode of each module, because some may be in evaluation mode on purpose.
  private static Map<Module, List<List<Long>>> shapes(Module model, long... inputShape) {
    Map<Module, List<List<Long>>> shapes = new HashMap<>();
    List<RemovableHandle> handles = new ArrayList<>();
    List<Module> training = model.modules().stream().filter(Module::isTraining).toList();
    try (var scope = Torch.scope();
        var noGrad = Torch.noGrad()) {
      for (Module module : model.modules()) {
        handles.add(
            module.registerForwardHook(
                (called, inputs, output) -> {
                  shapes.put(called, shapesOf(output));
                  return null;
                }));
      }
      model.eval();
      model.call(Torch.zeros(inputShape));
      return shapes;
    } finally {
      handles.forEach(RemovableHandle::remove);
      training.forEach(Module::trainAlone);
    }
  }

  private static List<List<Long>> shapesOf(Object output) {
    return OutputTensors.tensors(output).stream()
        .map(tensor -> tensor == null ? List.<Long>of() : asList(tensor.shape()))
        .toList();
  }

  private static List<Long> asList(long... shape) {
    return Arrays.stream(shape).boxed().toList();
  }

  private static long count(Collection<? extends Tensor> tensors) {
    return tensors.stream().mapToLong(tensor -> tensor == null ? 0 : tensor.numel()).sum();
  }

  /** A table with a line for each module, and the totals below it. */
  @Override
  public String toString() {
    Map<Row, String> names = new LinkedHashMap<>();
    for (Row row : rows) {
      long depth = row.path().isEmpty() ? 0 : row.path().chars().filter(c -> c == '.').count() + 1;
      String name = row.path().substring(row.path().lastIndexOf('.') + 1);
      names.put(
          row, "  ".repeat((int) depth) + row.type() + (name.isEmpty() ? "" : " (" + name + ")"));
    }
    int width = names.values().stream().mapToInt(String::length).max().orElse(0);
    String format = "%-" + Math.min(width, WIDEST_NAME) + "s  %-24s  %14s%n";
    var text =
        new StringBuilder(
            String.format(Locale.ROOT, format, "Layer", "Output shape", "Parameters"));
    names.forEach(
        (row, name) ->
            text.append(
                String.format(
                    Locale.ROOT,
                    format,
                    name,
                    row.outputShapes().isEmpty()
                        ? "-"
                        : String.join(
                            ", ", row.outputShapes().stream().map(Object::toString).toList()),
                    row.parameters() == 0
                        ? "-"
                        : String.format(Locale.ROOT, "%,d", row.parameters()))));
    return text.append(
            String.format(
                Locale.ROOT,
                "Input shape: %s%nParameters: %,d (%,d trainable)%n",
                inputShape,
                parameters,
                trainable))
        .toString();
  }
}
