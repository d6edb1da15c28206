package torch4j.nn.init;

/** Which side of a weight the Kaiming initializations count. */
public enum FanMode {
  /** The inputs of each output: keeps the variance in the forward pass. */
  FAN_IN,
  /** The outputs of each input: keeps the variance in the backward pass. */
  FAN_OUT;

  /** The name in Python: fan_in, fan_out. */
  @Override
  public String toString() {
    return name().toLowerCase(java.util.Locale.ROOT);
  }
}
