package torch4j.serialization;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteOrder;
import java.nio.channels.WritableByteChannel;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Future;
import java.util.zip.CRC32;

/** A pickled value with its storages, ready to be written to a file. */
final class SavedValue implements Closeable {
  private final SavedStorages storages = new SavedStorages();
  private final Pickler pickler = new Pickler(storages);
  private final StorageExecutor executor = new StorageExecutor();
  private final byte[] pickle;

  /** Pickles a value; one that cannot be saved is refused before a file is created. */
  SavedValue(Object value) {
    try {
      pickle = pickler.dump(value);
    } catch (RuntimeException e) {
      pickler.close();
      throw e;
    }
  }

  /** Writes the file, as {@code torch.serialization._save} does. */
  void write(WritableByteChannel out, String folder) throws IOException {
    var zip = new ZipWriter(out, folder);
    zip.write("data.pkl", pickle);
    zip.write(".format_version", ascii("1"));
    zip.write(".storage_alignment", ascii("64"));
    boolean little = ByteOrder.nativeOrder() == ByteOrder.LITTLE_ENDIAN;
    zip.write("byteorder", ascii(little ? "little" : "big"));
    writeStorages(zip);
    zip.write("version", ascii("3\n"));
    zip.write(".data/serialization_id", ascii(serializationId()));
    zip.finish();
  }

  private void writeStorages(ZipWriter zip) throws IOException {
    List<Future<Integer>> sums = new ArrayList<>();
    for (int key = 0; key < storages.size(); key++) {
      sums.add(storages.isOnCpu(key) ? sum(key) : null);
    }
    for (int key = 0; key < storages.size(); key++) {
      try (SavedStorages.Content content = storages.content(key)) {
        Future<Integer> sum = sums.get(key);
        if (sum == null) {
          sum = executor.start(0, () -> ZipWriter.crc(content.memory(), executor));
        }
        zip.write("data/" + key, content.memory(), sum);
      }
    }
  }

  // Computed while preceding storages are written.
  private Future<Integer> sum(int key) throws IOException {
    NativeMemory memory = storages.content(key).memory();
    return executor.start(memory.size(), () -> ZipWriter.crc(memory, executor));
  }

  // 40 digits, from the pickle and the time, that identify the file.
  private String serializationId() {
    var crc = new CRC32();
    crc.update(pickle);
    return String.format(
        Locale.ROOT, "%020d%020d", crc.getValue(), System.nanoTime() & Long.MAX_VALUE);
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }

  @Override
  public void close() {
    executor.close();
    pickler.close();
  }
}
