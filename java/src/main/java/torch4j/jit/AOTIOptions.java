package torch4j.jit;

/**
 * The options of {@link AOTICompiledModel#load(java.nio.file.Path, AOTIOptions)}. Defaults are
 * PyTorch's.
 *
 * @param modelName which of the package's models
 * @param runSingleThreaded whether calls may do without the locks that let several threads call at
 *     a time
 * @param numRunners how many calls may run at a time
 * @param deviceIndex the index of the CUDA device, or -1 for the current one
 */
public record AOTIOptions(
    String modelName, boolean runSingleThreaded, int numRunners, int deviceIndex) {
  /**
   * Checks the numbers.
   *
   * @throws IllegalArgumentException if the name is empty, there is no runner, or more than one for
   *     a single thread, or the index is below -1 or above 127
   */
  public AOTIOptions {
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

  /** Which of the package's models. */
  public AOTIOptions modelName(String value) {
    return new AOTIOptions(value, runSingleThreaded, numRunners, deviceIndex);
  }

  /** Whether only one thread will call. */
  public AOTIOptions runSingleThreaded(boolean value) {
    return new AOTIOptions(modelName, value, numRunners, deviceIndex);
  }

  /** How many calls may run at a time. */
  public AOTIOptions numRunners(int value) {
    return new AOTIOptions(modelName, runSingleThreaded, value, deviceIndex);
  }

  /** The index of the CUDA device, or -1 for the current one. */
  public AOTIOptions deviceIndex(int value) {
    return new AOTIOptions(modelName, runSingleThreaded, numRunners, value);
  }
}
