package torch4j.serialization;

import java.util.Collections;
import java.util.EnumSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import torch4j.Device;
import torch4j.internal.Require;
import torch4j.processor.Withers;

/**
 * Options of loading a file: the keyword arguments of {@code torch.load}, and which types the file
 * may have in it.
 *
 * @param mapLocation how to remap storage locations: from the device that a storage was saved on
 *     ({@code cpu}, {@code cuda:0}) to the one to load it to; by default the same
 * @param mmap whether to map the file into memory instead of reading it: loading takes no time and
 *     no memory, a storage is read when it is first accessed, and changes of its tensors stay in
 *     memory. CRCs are not checked, because that would read everything. The file must not be
 *     truncated or changed in place while a tensor uses it, or the system ends the process
 *     (SIGBUS); replacing it, as {@link Serialization#save} does, is safe
 * @param allowed the types that the file may have beyond the defaults of torch.load
 * @param skipUnknown whether to load a file that has objects of other types too, with a {@link
 *     PythonObject} in the place of each; no code is run, whatever the file names
 */
@Withers
public record LoadOptions(
    UnaryOperator<String> mapLocation, boolean mmap, Set<SafeGlobals> allowed, boolean skipUnknown)
    implements LoadOptionsWithers {
  /** Requires a mapping; use {@link Serialization#loadOptions()}. */
  public LoadOptions {
    requireDevice(mapLocation);
    Require.nonNull(allowed, "allowed", "types");
    allowed = allowed.isEmpty() ? Set.of() : Collections.unmodifiableSet(EnumSet.copyOf(allowed));
  }

  private static <T> T requireDevice(T mapLocation) {
    return Require.nonNull(mapLocation, "mapLocation", "a device or a function of devices");
  }

  /** Returns a copy that loads everything to this device. */
  public LoadOptions mapLocation(String mapLocation) {
    requireDevice(mapLocation);
    return mapLocation(saved -> mapLocation);
  }

  /** Returns a copy that loads everything to this device. */
  public LoadOptions mapLocation(Device mapLocation) {
    return mapLocation(requireDevice(mapLocation).toString());
  }

  /**
   * Returns a copy that remaps locations: a storage saved on a key's device is loaded to the
   * value's device, others to the one they were saved on.
   */
  public LoadOptions mapLocation(Map<String, String> mapLocation) {
    requireDevice(mapLocation)
        .forEach(
            (from, to) -> {
              requireDevice(from);
              requireDevice(to);
            });
    Map<String, String> copy = Map.copyOf(mapLocation);
    return mapLocation(saved -> copy.getOrDefault(saved, saved));
  }

  /**
   * Returns a copy with a function from saved location to device; null means the saved location.
   */
  @Override
  public LoadOptions mapLocation(UnaryOperator<String> mapLocation) {
    requireDevice(mapLocation);
    return LoadOptionsWithers.super.mapLocation(
        saved -> Optional.ofNullable(mapLocation.apply(saved)).orElse(saved));
  }

  /**
   * Returns a copy that allows these types too, which become plain values. Same as {@code
   * torch.serialization.add_safe_globals}, for one file.
   */
  public LoadOptions allow(SafeGlobals... types) {
    Require.nonNull(types, "types", "types");
    Set<SafeGlobals> more = EnumSet.noneOf(SafeGlobals.class);
    more.addAll(allowed);
    for (SafeGlobals type : types) {
      more.add(Require.nonNull(type, "types", "no null elements"));
    }
    return allowed(more);
  }
}
