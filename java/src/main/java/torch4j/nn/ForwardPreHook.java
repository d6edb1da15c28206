package torch4j.nn;

import java.util.List;
import org.bytedeco.pytorch.Tensor;

/** Looks at a module's inputs before its forward pass, or replaces them. */
@FunctionalInterface
public interface ForwardPreHook {
  /**
   * Called before the forward pass.
   *
   * @param inputs the tensors, in order; null for one that is left out
   * @return other inputs, as many; or null to leave them
   */
  List<Tensor> before(Module module, List<Tensor> inputs);
}
