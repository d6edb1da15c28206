package torch4j;

import java.util.Collections;
import java.util.List;
import torch4j.internal.Require;
import torch4j.processor.Withers;

/**
 * Options of {@link Tensor#backward(Tensor, BackwardOptions)}: the keywords of Python's {@code
 * tensor.backward}. {@code BackwardOptions.options().retainGraph(true)}.
 *
 * @param retainGraph whether the graph is kept for another pass; null: as {@code createGraph}
 * @param createGraph whether the backward pass is recorded, for higher derivatives
 * @param inputs the tensors that accumulate gradients; null: all leaves
 */
@Withers
public record BackwardOptions(Boolean retainGraph, boolean createGraph, List<Tensor> inputs)
    implements BackwardOptionsWithers {
  private static final BackwardOptions DEFAULT = new BackwardOptions(null, false, null);

  /** Checks and copies the inputs. */
  public BackwardOptions {
    if (inputs != null) {
      inputs = Collections.unmodifiableList(Require.noNulls(inputs, "inputs", "a tensor"));
      if (inputs.isEmpty()) {
        throw new TorchException("`inputs` argument to `backward()` cannot be empty.", "");
      }
    }
  }

  /** Python's defaults. */
  public static BackwardOptions options() {
    return DEFAULT;
  }

  /** Whether the graph is kept, by this option or by that of {@code createGraph}. */
  public boolean retainsGraph() {
    return retainGraph == null ? createGraph : retainGraph;
  }
}
