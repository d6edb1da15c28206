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
import torch4j.Tensor;

/** The storages of a zip file, loaded when the pickle first refers to them. */
final class ZipStorages implements Closeable, TensorBuilder.StorageOrder {
  private static final int CHUNK = 1 << 20;

  private final ZipReader zip;
  private final ByteSource source;
  private final MapLocation mapLocation;
  private final boolean swap;
  private final Map<String, LoadedStorage> loaded = new HashMap<>();
  private final Set<String> swapped = new HashSet<>();
  private final StorageExecutor executor = new StorageExecutor();

  /** The storages of a file; {@code swap} if its byte order is not the machine's. */
  ZipStorages(ZipReader zip, ByteSource source, MapLocation mapLocation, boolean swap) {
    this.zip = zip;
    this.source = source;
    this.mapLocation = mapLocation;
    this.swap = swap;
  }

  /** Loads a storage by its persistent id. */
  LoadedStorage find(Tuple persistentId) {
    var id = PersistentId.of(new ReduceArguments("persistent id", persistentId).requireSize(5, 5));
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

  private static IllegalStateException tooSmall(PersistentId id, long bytes) {
    return new IllegalStateException(
        "storage " + id.key() + ": got " + bytes + " bytes, expected " + id.bytes());
  }

  private LoadedStorage load(PersistentId id) {
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

  private Tensor load(PersistentId id, ZipEntry entry) throws IOException {
    String device = mapLocation.of(id.location());
    if (mapLocation.isMeta(device)) {
      return mapLocation.empty(device, entry.size());
    }
    if (source instanceof ByteSource.Mapped mapped && !swap) {
      return mapLocation.move(
          MappedFile.slice(mapped.tensor(), entry.data(), entry.size()), device);
    }
    Tensor bytes = mapLocation.empty("cpu", entry.size());
    try {
      var reading = executor.start(entry.size(), () -> read(entry, NativeMemory.of(bytes)));
      if (swap) {
        StorageExecutor.await(reading);
        swap(id.key(), NativeMemory.of(bytes), id.dtype());
      } else if (!device.equals("cpu")) {
        StorageExecutor.await(reading);
      }
    } catch (IOException | RuntimeException e) {
      bytes.close();
      throw e;
    }
    return mapLocation.move(bytes, device);
  }

  private Void read(ZipEntry entry, NativeMemory memory) throws IOException {
    var crc = new CRC32();
    for (long at = 0; at < memory.size() && !executor.isCancelled(); at += CHUNK) {
      ByteBuffer chunk = memory.buffer(at, (int) Math.min(CHUNK, memory.size() - at));
      source.read(entry.data() + at, chunk);
      crc.update(chunk.flip());
    }
    if (!executor.isCancelled()) {
      ZipReader.requireCrc(entry, (int) crc.getValue());
    }
    return null;
  }

  private void swap(String key, NativeMemory memory, Dtype dtype) {
    int size = dtype.swapped();
    if (size > 1 && swapped.add(key)) {
      ByteSwap.reverse(memory, size);
    }
  }

  // An untyped storage is swapped by the dtype of its first tensor.
  @Override
  public void dtypeFound(LoadedStorage storage, Dtype dtype) {
    if (swap && storage.bytes().isCpu()) {
      swap(storage.key(), NativeMemory.of(storage.bytes()), dtype);
    }
  }

  /** Waits until all storages have been read. */
  void finish() throws IOException {
    executor.finish();
  }

  /** Releases the storages; tensors keep theirs. */
  @Override
  public void close() {
    executor.close();
    loaded.values().forEach(storage -> storage.bytes().close());
  }
}
