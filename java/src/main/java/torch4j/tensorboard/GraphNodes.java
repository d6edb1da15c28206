package torch4j.tensorboard;

import com.google.protobuf.ByteString;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import torch4j.jit.ScriptGraph;
import torch4j.jit.ScriptModule;
import torch4j.tensorboard.proto.GraphProto.AttrValue;
import torch4j.tensorboard.proto.GraphProto.GraphDef;
import torch4j.tensorboard.proto.GraphProto.NodeDef;
import torch4j.tensorboard.proto.GraphProto.VersionDef;

/**
 * The graph of a script in TensorBoard's terms. Same as {@code torch.utils.tensorboard}'s {@code
 * _pytorch_graph.parse}: a node for each value, whose name begins with the modules that it is
 * computed in.
 */
final class GraphNodes {
  private static final String GET_ATTR = "prim::GetAttr";
  private static final String CLASS = "ClassType";
  private static final int PRODUCER = 22;

  private record Entry(
      String name, String scope, String kind, List<String> inputs, List<Long> sizes, String text) {}

  private final String root;
  private final Map<String, String> moduleNames = new HashMap<>();
  private final List<Operator> operators = new ArrayList<>();
  private final Map<String, Entry> entries = new LinkedHashMap<>();
  private final Map<String, String> fullNames = new HashMap<>();

  private record Operator(ScriptGraph.Node node, String scope) {}

  private GraphNodes(ScriptModule module) {
    root = module.originalName();
    module
        .namedModules()
        .forEach(
            (path, part) -> {
              String name = path.isEmpty() ? "__module" : "__module." + path;
              moduleNames.put(
                  name, ((ScriptModule) part).originalName() + "[" + lastOf(name, '.') + "]");
            });
  }

  static GraphDef of(ScriptModule module) {
    return new GraphNodes(module).toProto(module.graphNodes("forward"));
  }

  private GraphDef toProto(ScriptGraph graph) {
    for (ScriptGraph.Value input : graph.inputs()) {
      if (input.used() && !input.kind().equals(CLASS)) {
        addEnd("input", input.name(), input, List.of());
      }
    }
    int number = 1;
    for (ScriptGraph.Value output : graph.outputs()) {
      addEnd("output", "output." + number++, output, List.of(output.name()));
    }
    addOperators(graph.nodes());
    nameAll();
    var proto = GraphDef.newBuilder().setVersions(VersionDef.newBuilder().setProducer(PRODUCER));
    entries.values().forEach(entry -> proto.addNode(node(entry)));
    return proto.build();
  }

  private void addEnd(String end, String name, ScriptGraph.Value value, List<String> inputs) {
    List<Long> sizes = value.kind().equals("TensorType") ? value.sizes() : List.of(1L);
    entries.put(name, new Entry(name, end, "IO Node", inputs, sizes, ""));
  }

  // The modules that an attribute is read from are its scope.
  private void addOperators(List<ScriptGraph.Node> nodes) {
    Map<String, String> scopes = new HashMap<>();
    for (ScriptGraph.Node node : nodes) {
      if (!node.kind().equals(GET_ATTR)) {
        addOperator(node, node.scope());
        continue;
      }
      ScriptGraph.Value output = node.outputs().get(0);
      Object name = node.attributes().get("name");
      String parent = scopes.get(node.inputs().get(0));
      String scope =
          parent == null ? "__module." + name : parent + "/" + lastOf(parent, '/') + "." + name;
      scopes.put(output.name(), scope);
      if (!output.kind().equals(CLASS)) {
        addOperator(node, scope);
      }
    }
  }

  private void addOperator(ScriptGraph.Node node, String scope) {
    operators.add(new Operator(node, named(scope)));
  }

  // The modules' classes in place of their paths.
  private String named(String scope) {
    if (scope.isEmpty()) {
      return root;
    }
    return Arrays.stream(scope.split("/", -1))
        .map(module -> moduleNames.getOrDefault(module, lastOf(module, '.')))
        .collect(Collectors.joining("/", root + "/", ""));
  }

  private void nameAll() {
    for (Operator operator : operators) {
      String text = PythonText.repr(operator.node().attributes()).replace('\'', ' ');
      for (ScriptGraph.Value output : operator.node().outputs()) {
        List<Long> sizes = output.complete() ? output.sizes() : null;
        entries.put(
            output.name(),
            new Entry(
                output.name(),
                operator.scope(),
                operator.node().kind(),
                operator.node().inputs(),
                sizes,
                text));
      }
    }
    for (Operator operator : operators) {
      operator.node().inputs().forEach(name -> fullNames.put(name, operator.scope() + "/" + name));
    }
    entries.forEach((key, entry) -> fullNames.put(key, entry.scope() + "/" + entry.name()));
  }

  private NodeDef node(Entry entry) {
    var node =
        NodeDef.newBuilder()
            .setName(fullNames.get(entry.name()))
            .setOp(entry.kind())
            .putAttr(
                "attr", AttrValue.newBuilder().setS(ByteString.copyFromUtf8(entry.text())).build());
    entry.inputs().forEach(name -> node.addInput(fullNames.getOrDefault(name, name)));
    if (entry.sizes() != null) {
      var shape = Summaries.shape(entry.sizes().stream().mapToLong(Long::longValue).toArray());
      node.putAttr(
          "_output_shapes",
          AttrValue.newBuilder().setList(AttrValue.ListValue.newBuilder().addShape(shape)).build());
    }
    return node.build();
  }

  private static String lastOf(String path, char separator) {
    return path.substring(path.lastIndexOf(separator) + 1);
  }
}
