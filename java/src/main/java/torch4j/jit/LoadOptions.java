package torch4j.jit;

import java.util.Map;
import org.bytedeco.pytorch.Device;
import torch4j.Torch;

/**
 * The options of {@link Jit#load(java.nio.file.Path, LoadOptions)}. Defaults are PyTorch's.
 *
 * @param mapLocation the device that all tensors go to, or null for those that they were saved from
 * @param extraFiles the names of files to be read beside the module; the contents of those that are
 *     there are put into this very map
 */
public record LoadOptions(Device mapLocation, Map<String, byte[]> extraFiles) {
  /**
   * Checks the device.
   *
   * @throws IllegalArgumentException if it is a CUDA device and there is none
   */
  public LoadOptions {
    if (mapLocation != null && mapLocation.is_cuda() && !Torch.cudaIsAvailable()) {
      throw new IllegalArgumentException(
          "mapLocation: got "
              + mapLocation.str().getString()
              + ", expected a device that is there; LibTorch sees no CUDA device");
    }
  }

  LoadOptions() {
    this(null, Map.of());
  }

  /** Sends all tensors to this device; null for where they were saved from. */
  public LoadOptions mapLocation(Device value) {
    return new LoadOptions(value, extraFiles);
  }

  /** Sends all tensors to this device: "cpu", "cuda" and so on. */
  public LoadOptions mapLocation(String value) {
    return mapLocation(Torch.device(value));
  }

  /** Puts the contents of these files into the map: Python's {@code _extra_files}. */
  public LoadOptions extraFiles(Map<String, byte[]> value) {
    return new LoadOptions(mapLocation, value);
  }
}
