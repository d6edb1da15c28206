package torch4j.serialization;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import torch4j.DType;
import torch4j.Tensor;
import torch4j.internal.FileFailure;
import torch4j.internal.Require;

/**
 * An open safetensors file. Same as what {@code safe_open} returns. Its tensors may be used after
 * it is closed.
 */
public final class SafeTensorsFile implements AutoCloseable {
  private static final int CHUNK = 1 << 24;

  private final ByteSource source;
  private final SafeTensorsHeader header;
  private final String name;
  private final MapLocation mapLocation = new MapLocation(saved -> saved);
  private boolean closed; // guarded by this: a mapping in use must not be freed

  /** Reads the header; closes the source if the header is invalid. */
  SafeTensorsFile(ByteSource source, String name) {
    this.source = source;
    this.name = name;
    try {
      header = SafeTensorsHeader.read(source);
    } catch (IOException e) {
      close();
      throw unreadable(e);
    } catch (InvalidFileException e) {
      close();
      throw e.in(name);
    } catch (RuntimeException e) {
      close();
      throw e;
    }
  }

  private UncheckedIOException unreadable(IOException e) {
    return FileFailure.reading(name, SafeTensors.FILE, e);
  }

  /** The names of the tensors, in the order of their bytes. Same as {@code keys()}. */
  public List<String> keys() {
    return List.copyOf(header.entries().keySet());
  }

  /** The metadata. Same as {@code metadata()}, which is None where this is empty. */
  public Map<String, String> metadata() {
    return header.metadata();
  }

  /**
   * The shape of a tensor, without loading it.
   *
   * @throws IllegalArgumentException if there is no tensor of this name
   */
  public long[] shape(String key) {
    return entry(key).shape();
  }

  /** The dtype of a tensor, without loading it. */
  public DType dtype(String key) {
    return entry(key).dtype().type();
  }

  /**
   * Loads a tensor, without a copy if its bytes are aligned. Same as {@code get_tensor(key)}. It
   * belongs to the innermost open scope.
   *
   * @throws IllegalArgumentException if there is no tensor of this name
   * @throws IllegalStateException if this file is closed
   */
  public synchronized Tensor getTensor(String key) {
    SafeTensorsEntry entry = entry(key);
    if (closed) {
      throw new IllegalStateException(name + ": got a closed file, expected an open one");
    }
    var builder = new TensorBuilder((storage, dtype) -> {}, mapLocation);
    try (Tensor bytes = bytes(entry)) {
      return builder.strided(
          new LoadedStorage(key, bytes, entry.dtype()), entry.dtype(), entry.geometry());
    } catch (IOException e) {
      throw unreadable(e);
    } finally {
      builder.finish();
    }
  }

  /** Loads all tensors. */
  Map<String, Tensor> tensors() {
    Map<String, Tensor> tensors = new LinkedHashMap<>();
    List<Tensor> made = new ArrayList<>();
    boolean done = false;
    try {
      for (String key : header.entries().keySet()) {
        Tensor tensor = getTensor(key);
        made.add(tensor);
        tensors.put(key, tensor);
      }
      done = true;
      return tensors;
    } finally {
      if (!done) {
        made.forEach(Tensor::close);
      }
    }
  }

  private SafeTensorsEntry entry(String key) {
    SafeTensorsEntry entry = header.entries().get(Require.nonNull(key, "key", "a tensor's name"));
    if (entry == null) {
      throw new IllegalArgumentException(
          name + ": got the key " + key + ", expected one of its " + header.entries().size());
    }
    return entry;
  }

  private Tensor bytes(SafeTensorsEntry entry) throws IOException {
    long begin = header.dataStart() + entry.begin();
    if (source instanceof ByteSource.Mapped mapped && begin % entry.dtype().bytes() == 0) {
      return MappedFile.slice(mapped.tensor(), begin, entry.bytes());
    }
    Tensor copy = mapLocation.empty("cpu", entry.bytes());
    NativeMemory memory = NativeMemory.of(copy);
    for (long at = 0; at < memory.size(); at += CHUNK) {
      ByteBuffer chunk = memory.buffer(at, (int) Math.min(CHUNK, memory.size() - at));
      source.read(begin + at, chunk);
    }
    return copy;
  }

  /** Closes the file. Loaded tensors stay valid. */
  @Override
  public synchronized void close() {
    closed = true;
    try {
      source.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
