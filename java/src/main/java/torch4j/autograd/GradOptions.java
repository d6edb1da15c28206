package torch4j.autograd;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import torch4j.Tensor;
import torch4j.processor.Withers;

/**
 * Options of {@link Autograd#grad(List, List, GradOptions)}: the keywords of Python's {@code
 * torch.autograd.grad}. {@code GradOptions.options().createGraph(true)}.
 *
 * @param gradOutputs the gradients of the outputs, null where it is one; null for none at all
 * @param retainGraph whether the graph is kept for another pass; null: as {@code createGraph}
 * @param createGraph whether the backward pass is recorded, for higher derivatives
 * @param allowUnused whether an input that the outputs do not depend on has null as its gradient,
 *     and is no error; null: as {@code materializeGrads}
 * @param isGradsBatched whether the first dimension of each of {@code gradOutputs} is a batch, and
 *     the gradients get it too; the passes run one after the other
 * @param materializeGrads whether gradients are zeros where they would be null
 */
@Withers
public record GradOptions(
    List<Tensor> gradOutputs,
    Boolean retainGraph,
    boolean createGraph,
    Boolean allowUnused,
    boolean isGradsBatched,
    boolean materializeGrads)
    implements GradOptionsWithers {
  private static final GradOptions DEFAULT = new GradOptions(null, null, false, null, false, false);

  /** Copies the gradients. */
  public GradOptions {
    if (gradOutputs != null) {
      gradOutputs = Collections.unmodifiableList(new ArrayList<>(gradOutputs));
    }
  }

  /** Python's defaults. */
  public static GradOptions options() {
    return DEFAULT;
  }

  boolean retainsGraph() {
    return retainGraph == null ? createGraph : retainGraph;
  }

  boolean allowsUnused() {
    return allowUnused == null ? materializeGrads : allowUnused;
  }
}
