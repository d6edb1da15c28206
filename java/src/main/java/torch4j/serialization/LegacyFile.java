package torch4j.serialization;

import java.io.Closeable;
import java.io.IOException;
import java.math.BigInteger;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import torch4j.Tensor;
import torch4j.internal.FileFormat;

/**
 * A file of the legacy format, which torch.save wrote before PyTorch 1.6 and still writes with
 * {@code _use_new_zipfile_serialization=False}: five pickles (magic number, protocol version,
 * system information, the value, the storage keys), then the storages.
 */
final class LegacyFile implements Closeable {
  private static final BigInteger MAGIC = new BigInteger("1950a86a20f9469cfc6c", 16);
  private static final long PROTOCOL = 1001;
  private static final int CHUNK = 1 << 24;

  private final ByteSource source;
  private final TensorBuilder tensors;
  private final Globals globals;
  private final MapLocation mapLocation;
  private final Map<String, LoadedStorage> loaded = new LinkedHashMap<>();
  private final Map<String, LoadedStorage> views = new LinkedHashMap<>();
  private long at;
  private long promised;

  LegacyFile(ByteSource source, TensorBuilder tensors, Globals globals, MapLocation mapLocation) {
    this.source = source;
    this.tensors = tensors;
    this.globals = globals;
    this.mapLocation = mapLocation;
  }

  /** Loads the value. */
  Object load() throws IOException {
    requireEqual("magic number", MAGIC, magic());
    requireEqual("protocol version", PROTOCOL, plain("protocol version"));
    plain("system information");
    var in = new PickleInput(source, "pickle", at, source.size());
    Object value = new Unpickler(in, tensors, globals, this::find).load();
    at = in.position();
    List<?> keys = Unpickler.require(List.class, plain("storage keys"), "storage keys");
    fill(keys);
    return value;
  }

  private Object magic() throws IOException {
    try {
      return plain("magic number");
    } catch (InvalidFileException e) {
      FileFormat format = FileFormat.of(source.head(FileFormat.HEAD));
      throw new InvalidFileException(
          "format: got "
              + format.got()
              + ", expected a zip file or PyTorch's older format"
              + format.remedy(),
          e);
    }
  }

  private Object plain(String name) throws IOException {
    var in = new PickleInput(source, name, at, source.size());
    Object value = new Unpickler(in, tensors, globals, LegacyFile::noStorage).load();
    at = in.position();
    return value;
  }

  private static Object noStorage(Tuple id) {
    throw new IllegalStateException("got a persistent id, expected none here");
  }

  private static void requireEqual(String what, Object expected, Object got) {
    if (!expected.equals(got)) {
      throw InvalidFileException.of(what, got, String.valueOf(expected));
    }
  }

  private Object find(Tuple persistentId) {
    Object module = moduleClass(persistentId);
    if (module != null) {
      return module;
    }
    var arguments = new ReduceArguments("persistent id", persistentId).requireSize(5, 6);
    var id = PersistentId.of(arguments);
    LoadedStorage root = loaded.get(id.key());
    if (root == null) {
      root = new LoadedStorage(id.key(), allocate(id), id.dtype());
      loaded.put(id.key(), root);
    }
    if (arguments.size() == 6 && persistentId.get(5) != null) {
      return view(root, new ReduceArguments("view of a storage", arguments.get(5, Tuple.class)));
    }
    return root;
  }

  /** The class of the persistent id ("module", class, source file, source); null for others. */
  static Object moduleClass(Tuple persistentId) {
    return persistentId.size() > 1 && "module".equals(persistentId.get(0))
        ? persistentId.get(1)
        : null;
  }

  private Tensor allocate(PersistentId id) {
    promised += id.bytes();
    if (promised < 0 || promised > source.size()) {
      throw new IllegalStateException(
          "storage "
              + id.key()
              + ": got "
              + id.bytes()
              + " bytes, expected no more than there are");
    }
    return mapLocation.empty(mapLocation.of(id.location()), id.bytes());
  }

  private LoadedStorage view(LoadedStorage root, ReduceArguments view) {
    String key = view.requireSize(3, 3).get(0, String.class);
    LoadedStorage known = views.get(key);
    if (known == null) {
      long all = root.bytes().numel() / root.dtype().bytes();
      long offset = view.getLong(1);
      long count = view.getLong(2);
      if (offset < 0 || count < 0 || offset > all || count > all - offset) {
        throw new IllegalStateException(
            "view of storage "
                + root.key()
                + ": got "
                + count
                + " elements from "
                + offset
                + ", expected a part of "
                + all);
      }
      long size = root.dtype().bytes();
      known =
          new LoadedStorage(
              key, MappedFile.slice(root.bytes(), offset * size, count * size), root.dtype());
      views.put(key, known);
    }
    return known;
  }

  private void fill(List<?> keys) throws IOException {
    Set<Object> filled = new HashSet<>();
    for (Object key : keys) {
      LoadedStorage storage = loaded.get(key);
      if (storage == null || !filled.add(key)) {
        throw InvalidFileException.of("storage " + key, "its bytes", "those of a tensor, once");
      }
      fill(storage);
    }
    for (String key : loaded.keySet()) {
      if (!filled.contains(key)) {
        throw InvalidFileException.of("storage " + key, "no bytes", "some");
      }
    }
  }

  private void fill(LoadedStorage storage) throws IOException {
    long bytes = storage.bytes().numel();
    if (source.size() - at < Long.BYTES || source.size() - at - Long.BYTES < bytes) {
      throw InvalidFileException.of(
          "storage " + storage.key(),
          "the end of the file at byte " + source.size(),
          bytes + " bytes");
    }
    long count = source.read(at, Long.BYTES).getLong();
    if (count != bytes / storage.dtype().bytes()) {
      throw InvalidFileException.of(
          "storage " + storage.key(), count + " elements", "" + bytes / storage.dtype().bytes());
    }
    at += Long.BYTES;
    if (storage.bytes().isCpu()) {
      read(NativeMemory.of(storage.bytes()));
    } else if (!storage.bytes().isMeta()) {
      try (Tensor here = mapLocation.empty("cpu", bytes)) {
        read(NativeMemory.of(here));
        storage.bytes().copy_(here);
      }
    }
    at += bytes;
  }

  private void read(NativeMemory memory) throws IOException {
    for (long done = 0; done < memory.size(); done += CHUNK) {
      source.read(at + done, memory.buffer(done, (int) Math.min(CHUNK, memory.size() - done)));
    }
  }

  @Override
  public void close() {
    views.values().forEach(storage -> storage.bytes().close());
    loaded.values().forEach(storage -> storage.bytes().close());
  }
}
