package torch4j.serialization;

import java.util.function.UnaryOperator;
import org.bytedeco.pytorch.DeviceOptional;
import org.bytedeco.pytorch.MemoryFormatOptional;
import org.bytedeco.pytorch.TensorOptions;
import org.bytedeco.pytorch.global.torch;
import torch4j.DType;
import torch4j.Device;
import torch4j.Tensor;
import torch4j.Torch;

/**
 * The device to load a storage to: torch.load's {@code map_location}.
 *
 * @param map from the device that a storage was saved on to the one to load it to
 */
record MapLocation(UnaryOperator<String> map) {
  /**
   * The device to load a storage to that was saved on this device.
   *
   * @throws UnavailableDevice if this machine has no such device
   */
  String of(String saved) {
    String device = map.apply(saved);
    if (device.equals("cpu")) {
      return device;
    }
    try {
      Device parsed = Torch.device(device);
      boolean there =
          parsed.type().equals("meta") || (parsed.type().equals("cuda") && Torch.cudaIsAvailable());
      if (!parsed.type().equals("cpu") && !there) {
        throw new UnavailableDevice(
            "device: got "
                + device
                + (parsed.type().equals("cuda") ? " without CUDA" : "")
                + ", expected one of this machine; load with"
                + " Serialization.loadOptions().mapLocation(\"cpu\")");
      }
      return parsed.type().equals("cpu") ? "cpu" : parsed.toString();
    } catch (IllegalArgumentException e) {
      if (device.equals(saved)) {
        throw e;
      }
      throw new UnavailableDevice("mapLocation: " + e.getMessage());
    }
  }

  /** Thrown for a device that this machine does not have, which is not the file's fault. */
  static final class UnavailableDevice extends RuntimeException {
    private static final long serialVersionUID = 1L;

    UnavailableDevice(String message) {
      super(message);
    }
  }

  boolean isMeta(String device) {
    return device.equals("meta");
  }

  /** An uninitialized uint8 tensor on a device. */
  Tensor empty(String device, long bytes) {
    return TensorBuilder.fromLibTorch(
        () -> {
          try (var options = new TensorOptions(DType.uint8.unwrap());
              var optional = new DeviceOptional(Torch.device(device).unwrap());
              var onDevice = options.device(optional);
              var format = new MemoryFormatOptional()) {
            return Tensor.wrap(torch.torch_empty(new long[] {bytes}, onDevice, format));
          }
        });
  }

  /** The bytes on a device; the given tensor is closed if they are copied. */
  Tensor move(Tensor bytes, String device) {
    if (device.equals("cpu")) {
      return bytes;
    }
    return TensorBuilder.fromLibTorch(
        () -> {
          try (bytes) {
            return bytes.to(Torch.device(device), DType.uint8);
          }
        });
  }
}
