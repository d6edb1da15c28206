package torch4j.nn;

import java.util.List;
import org.bytedeco.pytorch.Tensor;

/** Looks at a module's output after its forward pass, or replaces it. */
@FunctionalInterface
public interface ForwardHook {
  /**
   * Called after the forward pass.
   *
   * @param inputs the tensors, in order; null for one that is left out
   * @param output what the module computed: mostly a tensor
   * @return another output of the same class, or null to leave it
   */
  Object after(Module module, List<Tensor> inputs, Object output);
}
