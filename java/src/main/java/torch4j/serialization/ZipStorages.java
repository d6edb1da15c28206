package torch4j.serialization;

import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.zip.CRC32;
import org.bytedeco.pytorch.Tensor;

/** The storages of a zip file, each loaded when the pickle first names it. */
final class ZipStorages implements Closeable, TensorBuilder.StorageOrder {
  private static final int CHUNK = 1 << 20;

  private final ZipReader zip;
  private final ByteSource source;
  private final Locations locations;
  private final boolean swap;
  private final Map<String, LoadedStorage> loaded = new HashMap<>();
  private final Set<String> swapped = new HashSet<>();
  private final Transfers transfers = new Transfers();

  /** The storages of a file; {@code swap} if its byte order is not the machine's. */
  ZipStorages(ZipReader zip, ByteSource source, Locations locations, boolean swap) {
    this.zip = zip;
    this.source = source;
    this.locations = locations;
    this.swap = swap;
  }

  /** Finds a storage by its persistent id. */
  LoadedStorage find(Tuple persistentId) {
    var id = StorageId.of(new Arguments("persistent id", persistentId).requireSize(5, 5));
    LoadedStorage known = loaded.get(id.key());
    if (known == null) {
      known = load(id);
      loaded.put(id.key(), known);
    }
    if (known.bytes().numel() < id.bytes()) {
      throw tooSmall(id, known.bytes().numel());
    }
    return known.dtype().equals(id.dtype())
        ? known
        : new LoadedStorage(id.key(), known.bytes(), id.dtype());
  }

  private static IllegalStateException tooSmall(StorageId id, long bytes) {
    return new IllegalStateException(
        "storage " + id.key() + ": got " + bytes + " bytes, expected " + id.bytes());
  }

  private LoadedStorage load(StorageId id) {
    ZipEntry entry = zip.find("data/" + id.key());
    if (entry == null) {
      throw new IllegalStateException(
          "storage " + id.key() + ": got none, expected an entry for it");
    }
    if (entry.size() < id.bytes()) {
      throw tooSmall(id, entry.size());
    }
    try {
      return new LoadedStorage(id.key(), load(id, entry), id.dtype());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Tensor load(StorageId id, ZipEntry entry) throws IOException {
    String device = locations.of(id.location());
    if (locations.isMeta(device)) {
      return locations.empty(device, entry.size());
    }
    if (source instanceof ByteSource.Mapped mapped && !swap) {
      return locations.move(Mapping.slice(mapped.tensor(), entry.data(), entry.size()), device);
    }
    Tensor bytes = locations.empty("cpu", entry.size());
    try {
      var reading = transfers.start(entry.size(), () -> read(entry, Memory.of(bytes)));
      if (swap) {
        Transfers.await(reading);
        swap(id.key(), Memory.of(bytes), id.dtype());
      } else if (!device.equals("cpu")) {
        Transfers.await(reading);
      }
    } catch (IOException | RuntimeException e) {
      bytes.close();
      throw e;
    }
    return locations.move(bytes, device);
  }

  private Void read(ZipEntry entry, Memory memory) throws IOException {
    var crc = new CRC32();
    for (long at = 0; at < memory.size() && !transfers.isCancelled(); at += CHUNK) {
      ByteBuffer chunk = memory.buffer(at, (int) Math.min(CHUNK, memory.size() - at));
      source.read(entry.data() + at, chunk);
      crc.update(chunk.flip());
    }
    if (!transfers.isCancelled()) {
      ZipReader.requireCrc(entry, (int) crc.getValue());
    }
    return null;
  }

  private void swap(String key, Memory memory, Dtype dtype) {
    int size = dtype.swapped();
    if (size > 1 && swapped.add(key)) {
      ByteOrders.reverse(memory, size);
    }
  }

  // An untyped storage has the order of its first tensor's dtype.
  @Override
  public void found(LoadedStorage storage, Dtype dtype) {
    if (swap && storage.bytes().is_cpu()) {
      swap(storage.key(), Memory.of(storage.bytes()), dtype);
    }
  }

  /** Waits until all storages are there. */
  void finish() throws IOException {
    transfers.finish();
  }

  /** Lets go of the storages; tensors hold theirs. */
  @Override
  public void close() {
    transfers.close();
    loaded.values().forEach(storage -> storage.bytes().close());
  }
}
