package torch4j;

import java.util.Locale;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import torch4j.internal.Natives;
import torch4j.internal.Require;
import torch4j.internal.Unscoped;

/**
 * Where a tensor is. Same as {@code torch.device}.
 *
 * @param type "cpu", "cuda", "meta" and so on
 * @param index which of several; -1 for the current one
 */
public record Device(String type, int index) {
  /** The processor's memory. */
  public static final Device CPU = new Device("cpu", -1);

  private static final String NAMES = "cpu, cuda or cuda:N";
  private static final Pattern NAME = Pattern.compile("([a-z]+)(?::(\\d{1,3}))?");
  private static final ConcurrentHashMap<Device, org.bytedeco.pytorch.Device> RAW =
      new ConcurrentHashMap<>();

  /**
   * Checks that LibTorch knows the type.
   *
   * @throws IllegalArgumentException if it does not, or an index is below -1
   */
  public Device {
    Require.nonNull(type, "type", NAMES);
    if (index < -1 || index > Byte.MAX_VALUE || !type.matches("[a-z]+")) {
      throw new IllegalArgumentException(
          "device: got " + type + ":" + index + ", expected " + NAMES);
    }
  }

  /**
   * The device of this name: {@code "cpu"}, {@code "cuda"}, {@code "cuda:1"}.
   *
   * @throws IllegalArgumentException if LibTorch has no device of this type
   */
  public static Device of(String name) {
    Matcher matcher = NAME.matcher(Require.nonNull(name, "name", NAMES));
    if (!matcher.matches()) {
      throw new IllegalArgumentException("device: got \"" + name + "\", expected " + NAMES);
    }
    var device =
        new Device(
            matcher.group(1), matcher.group(2) == null ? -1 : Integer.parseInt(matcher.group(2)));
    device.unwrap(); // refuses unknown types
    return device;
  }

  /** The device of the presets' value. */
  public static Device wrap(org.bytedeco.pytorch.Device raw) {
    Require.nonNull(raw, "raw", "a device of the presets");
    return new Device(raw.type().intern().name().toLowerCase(Locale.ROOT), raw.index());
  }

  /**
   * The presets' value of this device, which belongs to no scope and is not to be closed.
   *
   * @throws IllegalArgumentException if LibTorch has no device of this type
   */
  public org.bytedeco.pytorch.Device unwrap() {
    return RAW.computeIfAbsent(this, Device::make);
  }

  private static org.bytedeco.pytorch.Device make(Device device) {
    Natives.requireLoaded();
    try {
      return Unscoped.make(() -> new org.bytedeco.pytorch.Device(device.name()));
    } catch (RuntimeException e) {
      throw new IllegalArgumentException(
          "device: got \"" + device.name() + "\", expected " + NAMES, e);
    }
  }

  private String name() {
    return index < 0 ? type : type + ":" + index;
  }

  /** As Python writes it in a tensor: {@code cuda:0}. */
  @Override
  public String toString() {
    return name();
  }
}
