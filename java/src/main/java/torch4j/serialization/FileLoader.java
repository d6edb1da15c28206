package torch4j.serialization;

import java.io.EOFException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/** Loads the value of one file, of the zip format or the legacy format. */
final class FileLoader {
  private static final int ZIP = 0x04034b50;

  private final ByteSource source;
  private final LoadOptions options;
  private final MapLocation mapLocation;
  private final Globals globals;

  FileLoader(ByteSource source, LoadOptions options) {
    this.source = source;
    this.options = options;
    mapLocation = new MapLocation(options.mapLocation());
    globals = Globals.of(options);
  }

  /**
   * Loads the value.
   *
   * @throws InvalidFileException if the file is damaged or contains something that is not allowed
   */
  Object load() throws IOException {
    try {
      if (source.size() < 4) {
        throw InvalidFileException.of("file", source.size() + " bytes", "more");
      }
      return source.read(0, 4).getInt(0) == ZIP ? loadZip() : loadLegacy();
    } catch (EOFException e) {
      throw new InvalidFileException("file: " + e.getMessage(), e);
    } catch (IllegalStateException e) { // a check that does not know its position
      throw new InvalidFileException(e.getMessage(), e);
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
  }

  private Object loadZip() throws IOException {
    var zip = new ZipReader(source);
    FormatVersion.require(zip);
    byte[] pickle = zip.read("data.pkl");
    if (pickle == null) {
      throw InvalidFileException.of("data.pkl", "none", "one, as torch.save writes");
    }
    try (var storages = new ZipStorages(zip, source, mapLocation, isSwapped(zip))) {
      var tensors = new TensorBuilder(storages, mapLocation);
      var in = new PickleInput(ByteSource.array(pickle), "data.pkl", 0, pickle.length);
      return finish(
          tensors,
          () -> {
            Object value = new Unpickler(in, tensors, globals, storages::find).load();
            storages.finish();
            return value;
          });
    }
  }

  private static boolean isSwapped(ZipReader zip) throws IOException {
    byte[] mark = zip.read("byteorder");
    String order = mark == null ? "little" : new String(mark, StandardCharsets.US_ASCII);
    if (!order.equals("little") && !order.equals("big")) {
      throw InvalidFileException.of("byteorder", order, "little or big");
    }
    return order.equals("big") != (ByteOrder.nativeOrder() == ByteOrder.BIG_ENDIAN);
  }

  private Object loadLegacy() throws IOException {
    if (options.mmap()) {
      throw InvalidFileException.of("mmap", "a file of the older format", "a zip file");
    }
    var tensors = new TensorBuilder((storage, dtype) -> {}, mapLocation);
    try (var file = new LegacyFile(source, tensors, globals, mapLocation)) {
      return finish(tensors, file::load);
    }
  }

  /** Reads a value. */
  @FunctionalInterface
  private interface Loading {
    Object load() throws IOException;
  }

  private static Object finish(TensorBuilder tensors, Loading loading) throws IOException {
    boolean loaded = false;
    try {
      Object value = new LoadedValues(tensors).finish(loading.load());
      tensors.requireValidSparse();
      loaded = true;
      return value;
    } finally {
      tensors.finish();
      if (!loaded) {
        tensors.discard();
      }
    }
  }
}
