package torch4j.serialization;

import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.bytedeco.pytorch.Device;

/**
 * How a file is loaded: the keyword arguments of {@code torch.load}.
 *
 * @param mapLocation from the device that a storage was saved on ({@code cpu}, {@code cuda:0}) to
 *     the one it is loaded to; by default the same
 * @param mmap whether storages stay in the file until they are touched
 */
public record LoadOptions(UnaryOperator<String> mapLocation, boolean mmap) {
  /** Checks that there is a map; use {@link Serialization#loadOptions()}. */
  public LoadOptions {
    Objects.requireNonNull(mapLocation, "mapLocation");
  }

  /** Loads everything to this device. */
  public LoadOptions mapLocation(String device) {
    return mapLocation(saved -> device);
  }

  /** Loads everything to this device. */
  public LoadOptions mapLocation(Device device) {
    return mapLocation(device.str().getString());
  }

  /** Loads what was saved on a key to its value, the rest where it was. */
  public LoadOptions mapLocation(Map<String, String> devices) {
    Map<String, String> copy = Map.copyOf(devices);
    return mapLocation(saved -> copy.getOrDefault(saved, saved));
  }

  /** Asks for each storage's device; null leaves it where it was. */
  public LoadOptions mapLocation(UnaryOperator<String> devices) {
    return new LoadOptions(saved -> Optional.ofNullable(devices.apply(saved)).orElse(saved), mmap);
  }

  /**
   * Leaves storages in the file until they are touched: loading takes no time and no memory, and
   * what is written to the tensors stays in memory. CRCs are not checked then, because that would
   * read everything. The file must not be cut short or changed in place while a tensor uses it: the
   * system ends the process then (SIGBUS). To put another file in its place, as {@link
   * Serialization#save} does, is safe.
   */
  public LoadOptions mmap(boolean value) {
    return new LoadOptions(mapLocation, value);
  }
}
