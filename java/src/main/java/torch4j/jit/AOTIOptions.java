package torch4j.jit;

import torch4j.internal.Require;
import torch4j.processor.Withers;

/**
 * Options of {@link AOTICompiledModel#load(java.nio.file.Path, AOTIOptions)}, with PyTorch's
 * defaults.
 *
 * @param modelName the name of the model in the package
 * @param runSingleThreaded whether the model is run by a single thread only, without the
 *     synchronization that several need
 * @param numRunners the number of runners: how many calls can run at the same time
 * @param deviceIndex the index of the CUDA device, or -1 for the current one
 */
@Withers
public record AOTIOptions(
    String modelName, boolean runSingleThreaded, int numRunners, int deviceIndex)
    implements AOTIOptionsWithers {
  /**
   * Checks the values.
   *
   * @throws IllegalArgumentException if the name is empty, there is no runner, or more than one for
   *     a single thread, or the index is below -1 or above 127
   */
  public AOTIOptions {
    Require.nonNull(modelName, "modelName", "a name");
    if (modelName.isEmpty() || modelName.contains("/")) {
      throw new IllegalArgumentException(
          "modelName: got \"" + modelName + "\", expected a name without slashes");
    }
    if (numRunners < 1 || (runSingleThreaded && numRunners > 1)) {
      throw new IllegalArgumentException(
          "numRunners: got "
              + numRunners
              + ", expected "
              + (runSingleThreaded ? "1, with runSingleThreaded" : ">= 1"));
    }
    if (deviceIndex < -1 || deviceIndex > Byte.MAX_VALUE) {
      throw new IllegalArgumentException(
          "deviceIndex: got " + deviceIndex + ", expected -1 to " + Byte.MAX_VALUE);
    }
  }

  AOTIOptions() {
    this("model", false, 1, -1);
  }
}
