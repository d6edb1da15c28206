package torch4j.internal.graph;

import java.lang.ref.Reference;
import java.util.ArrayList;
import java.util.List;
import org.bytedeco.pytorch.Tensor;

/** A node that only looks at gradients, for the backward hooks of modules. */
public final class ObservedGradients {
  private ObservedGradients() {}

  /**
   * Passes tensors, all of which require gradients, through a new node, and returns what comes out:
   * the same values, in the same memory.
   *
   * @param observer called with all gradients that arrive at the node; it returns as many
   */
  public static List<Tensor> of(List<Tensor> tensors, GraphCallback observer) {
    List<Tensor> observed = new ArrayList<>();
    for (int i = 0; i < tensors.size(); i++) {
      observed.add(new Tensor());
    }
    try {
      NativeGraph.observe(Addresses.of(tensors), observer, Addresses.of(observed));
    } finally {
      Reference.reachabilityFence(tensors);
    }
    return observed;
  }
}
