package torch4j.serialization;

import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.bytedeco.pytorch.Device;
import torch4j.processor.Withers;

/**
 * Options of loading a file: the keyword arguments of {@code torch.load}.
 *
 * @param mapLocation how to remap storage locations: from the device that a storage was saved on
 *     ({@code cpu}, {@code cuda:0}) to the one to load it to; by default the same
 * @param mmap whether to map the file into memory instead of reading it: loading takes no time and
 *     no memory, a storage is read when it is first accessed, and changes of its tensors stay in
 *     memory. CRCs are not checked, because that would read everything. The file must not be
 *     truncated or changed in place while a tensor uses it, or the system ends the process
 *     (SIGBUS); replacing it, as {@link Serialization#save} does, is safe
 */
@Withers
public record LoadOptions(UnaryOperator<String> mapLocation, boolean mmap)
    implements LoadOptionsWithers {
  /** Requires a mapping; use {@link Serialization#loadOptions()}. */
  public LoadOptions {
    Objects.requireNonNull(mapLocation, "mapLocation");
  }

  /** Returns a copy that loads everything to this device. */
  public LoadOptions mapLocation(String device) {
    return mapLocation(saved -> device);
  }

  /** Returns a copy that loads everything to this device. */
  public LoadOptions mapLocation(Device device) {
    return mapLocation(device.str().getString());
  }

  /** Returns a copy that loads what was saved on a key to its value, the rest where it was. */
  public LoadOptions mapLocation(Map<String, String> devices) {
    Map<String, String> copy = Map.copyOf(devices);
    return mapLocation(saved -> copy.getOrDefault(saved, saved));
  }

  /** Returns a copy that asks for each storage's device; null leaves it where it was. */
  @Override
  public LoadOptions mapLocation(UnaryOperator<String> devices) {
    return LoadOptionsWithers.super.mapLocation(
        saved -> Optional.ofNullable(devices.apply(saved)).orElse(saved));
  }
}
