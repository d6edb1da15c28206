package torch4j.tensorboard;

import java.util.List;
import java.util.Map;
import torch4j.internal.Require;
import torch4j.processor.Withers;

/**
 * Options of {@link SummaryWriter#addHparams(Map, Map, HparamsOptions)}, with PyTorch's defaults.
 *
 * @param domainDiscrete all values that a hyperparameter can have, by its name: Python's {@code
 *     hparam_domain_discrete}
 * @param runName the run's name; null for the time
 * @param globalStep the step
 */
@Withers
public record HparamsOptions(Map<String, List<?>> domainDiscrete, String runName, long globalStep)
    implements HparamsOptionsWithers {
  static final HparamsOptions DEFAULTS = new HparamsOptions();

  /** Checks the values. */
  public HparamsOptions {
    Require.nonNull(domainDiscrete, "domainDiscrete", "a map, or an empty one");
  }

  /** PyTorch's defaults. */
  public HparamsOptions() {
    this(Map.of(), null, 0);
  }
}
