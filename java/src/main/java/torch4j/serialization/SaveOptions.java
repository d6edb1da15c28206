package torch4j.serialization;

/**
 * How a file is saved.
 *
 * @param durable whether the file is on the disk when saving returns
 */
public record SaveOptions(boolean durable) {
  /**
   * Whether to wait until the disk has the file ({@code fsync}), which {@code torch.save} does not.
   * Without it the file is still the old or the new one when the process dies, but not when the
   * machine does.
   */
  public SaveOptions durable(boolean value) {
    return new SaveOptions(value);
  }
}
