package torch4j.internal.graph;

import java.lang.ref.Reference;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.bytedeco.pytorch.Tensor;

/**
 * A custom function's call, and how it enters the graph.
 *
 * @param name the name of its node
 * @param inputs null for what is no tensor
 * @param outputs null for none
 * @param dirty inputs that were changed in place
 * @param nonDifferentiable outputs that require no gradients
 * @param saved what the backward pass needs; null for none
 * @param materializeGrads whether undefined gradients of outputs become zeros
 */
public record FunctionCall(
    String name,
    List<Tensor> inputs,
    List<Tensor> outputs,
    List<Tensor> dirty,
    List<Tensor> nonDifferentiable,
    List<Tensor> saved,
    boolean materializeGrads) {

  /**
   * Puts the call into the graph, if an input requires gradients, and returns its outputs: those of
   * the call where they are still the same tensors.
   *
   * @throws torch4j.TorchException if LibTorch refuses
   */
  public List<Tensor> record(GraphCallback backward) {
    List<Tensor> results = new ArrayList<>();
    for (int i = 0; i < outputs.size(); i++) {
      results.add(new Tensor());
    }
    try {
      NativeGraph.record(
          name.getBytes(StandardCharsets.UTF_8),
          backward,
          Addresses.ofOptional(inputs),
          Addresses.ofOptional(outputs),
          Addresses.of(dirty),
          Addresses.of(nonDifferentiable),
          Addresses.ofOptional(saved),
          materializeGrads,
          Addresses.of(results));
      for (int i = 0; i < outputs.size(); i++) {
        Tensor output = outputs.get(i);
        if (output == null || NativeGraph.isSame(output.address(), results.get(i).address())) {
          results.set(i, output);
        }
      }
      return results;
    } finally {
      Reference.reachabilityFence(this);
    }
  }

  /**
   * The tensors that the function saved; null for none.
   *
   * @param node the address of its node
   * @param count how many it saved
   * @throws torch4j.TorchException if they are freed, or were changed in place
   */
  public static List<Tensor> saved(long node, int count) {
    List<Tensor> tensors = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      tensors.add(new Tensor());
    }
    NativeGraph.saved(node, Addresses.of(tensors));
    tensors.replaceAll(tensor -> tensor.defined() ? tensor : null);
    return tensors;
  }
}
