package torch4j.jit;

import java.util.List;
import java.util.Map;
import torch4j.serialization.Tuple;

/**
 * What a method of a {@link ScriptModule} computes, without the nodes that are in blocks of others,
 * such as the branches of an if. Similar to {@code torch._C.Graph}.
 *
 * @param inputs the arguments, the module first
 * @param nodes the operators, in order
 * @param outputs the results
 */
public record ScriptGraph(List<Value> inputs, List<Node> nodes, List<Value> outputs) {
  /**
   * A value in a graph. Similar to {@code torch._C.Value}.
   *
   * @param name its name: Python's {@code debugName()}
   * @param used whether a node, or the result, has it
   * @param kind the kind of its type: "TensorType", "ClassType", "IntType" and so on
   * @param sizes the sizes of a tensor, null if they are unknown, or it is none
   * @param complete whether it is a tensor whose type is known in full: {@code isCompleteTensor()}
   */
  public record Value(String name, boolean used, String kind, List<Long> sizes, boolean complete) {}

  /**
   * An operator. Similar to {@code torch._C.Node}.
   *
   * @param kind what it does: "aten::relu", "prim::Constant" and so on
   * @param scope the modules that it was traced in, or empty: Python's {@code scopeName()}
   * @param inputs the names of its inputs
   * @param outputs its outputs
   * @param attributes its attributes, such as a constant's value: Java values, as results of {@link
   *     ScriptModule#invoke(String, Object...)} are
   */
  public record Node(
      String kind,
      String scope,
      List<String> inputs,
      List<Value> outputs,
      Map<String, Object> attributes) {}

  /** What C++ has written. */
  @SuppressWarnings("unchecked") // script_module.cpp writes these types
  static ScriptGraph of(byte[] bytes) {
    Tuple told = (Tuple) ValueReader.read(bytes);
    List<Node> nodes =
        ((List<Tuple>) told.get(1))
            .stream()
                .map(
                    node ->
                        new Node(
                            (String) node.get(0),
                            (String) node.get(1),
                            (List<String>) node.get(2),
                            values(node.get(3)),
                            (Map<String, Object>) node.get(4)))
                .toList();
    return new ScriptGraph(values(told.get(0)), nodes, values(told.get(2)));
  }

  @SuppressWarnings("unchecked")
  private static List<Value> values(Object told) {
    return ((List<Tuple>) told)
        .stream()
            .map(
                value ->
                    new Value(
                        (String) value.get(0),
                        (Boolean) value.get(1),
                        (String) value.get(2),
                        (List<Long>) value.get(3),
                        (Boolean) value.get(4)))
            .toList();
  }
}
