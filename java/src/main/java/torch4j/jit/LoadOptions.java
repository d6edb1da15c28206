package torch4j.jit;

import java.util.Map;
import torch4j.Device;
import torch4j.Torch;
import torch4j.internal.Require;
import torch4j.processor.Withers;

/**
 * Options of {@link Jit#load(java.nio.file.Path, LoadOptions)}, with PyTorch's defaults.
 *
 * @param mapLocation the device to load all tensors to; null for the one they were saved from
 * @param extraFiles Python's {@code _extra_files}: the names of files to load beside the module;
 *     the content of those that exist is stored in this map, and replaces any value, including null
 */
@Withers
public record LoadOptions(Device mapLocation, Map<String, byte[]> extraFiles)
    implements LoadOptionsWithers {
  /**
   * Checks the device.
   *
   * @throws IllegalArgumentException if it is a CUDA device and there is none
   */
  public LoadOptions {
    Require.nonNull(extraFiles, "extraFiles", "a map, or an empty one");
    if (mapLocation != null && mapLocation.type().equals("cuda") && !Torch.cudaIsAvailable()) {
      throw new IllegalArgumentException(
          "mapLocation: got "
              + mapLocation.toString()
              + ", expected an available device; LibTorch finds no CUDA device");
    }
  }

  LoadOptions() {
    this(null, Map.of());
  }

  /** Returns a copy that loads all tensors to this device: "cpu", "cuda:0" and so on. */
  @Override
  public LoadOptions mapLocation(String mapLocation) {
    return mapLocation(
        Torch.device(Require.nonNull(mapLocation, "mapLocation", "a device's name")));
  }
}
