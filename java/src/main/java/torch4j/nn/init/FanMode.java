package torch4j.nn.init;

/** The mode of the Kaiming initializations. */
public enum FanMode {
  /** Preserves the magnitude of the variance of the weights in the forward pass. */
  FAN_IN,
  /** Preserves the magnitudes in the backward pass. */
  FAN_OUT;

  /** The name in Python: fan_in, fan_out. */
  @Override
  public String toString() {
    return name().toLowerCase(java.util.Locale.ROOT);
  }
}
