package torch4j.jit;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;

/**
 * Looks through a zip file before LibTorch does. LibTorch's reader leaves out the checksums, and
 * what it makes of a damaged file may be a crash: everything is read once here and compared.
 */
final class ScriptArchive {
  private static final int BUFFER = 1 << 18;
  // Deflate does not compress better.
  private static final long BEST_RATIO = 1032;

  private final Path path;
  private final String what;
  private final ZipFile zip;

  private ScriptArchive(Path path, String what, ZipFile zip) {
    this.path = path;
    this.what = what;
    this.zip = zip;
  }

  /**
   * Throws unless this is an undamaged file of TorchScript.
   *
   * @throws IllegalArgumentException if it is not; it says what is wrong
   * @throws UncheckedIOException if it cannot be read
   */
  static void requireIntact(Path path) {
    open(
        path,
        "a file of torch.jit.save",
        archive -> {
          archive.requireTorchScript();
          archive.requireChecksums();
          archive.requireShallow();
        });
  }

  /**
   * Throws unless this is an undamaged file of AOTInductor.
   *
   * @throws IllegalArgumentException if it is not; it says what is wrong
   * @throws UncheckedIOException if it cannot be read
   */
  static void requirePackage(Path path) {
    open(
        path,
        "a package of torch._inductor.aoti_compile_and_package",
        ScriptArchive::requireChecksums);
  }

  private interface Check {
    void run(ScriptArchive archive) throws IOException;
  }

  private static void open(Path path, String what, Check check) {
    requireFile(path, what);
    try (var zip = new ZipFile(path.toFile())) {
      var archive = new ScriptArchive(path, what, zip);
      check.run(archive);
    } catch (ZipException e) {
      throw refuse(path, "no zip archive, or a damaged one (" + e.getMessage() + ")", what, e);
    } catch (IOException e) {
      throw new UncheckedIOException(path + ": cannot be read: " + e.getMessage(), e);
    }
  }

  private static void requireFile(Path path, String what) {
    if (!Files.exists(path)) {
      throw refuse(path, "a path where there is no file", what, null);
    }
    if (Files.isDirectory(path)) {
      throw refuse(path, "a folder", what, null);
    }
  }

  private static IllegalArgumentException refuse(
      Path path, String got, String what, Exception cause) {
    return new IllegalArgumentException(path + ": got " + got + ", expected " + what, cause);
  }

  private IllegalArgumentException damaged(String how) {
    return refuse(path, "a damaged file: " + how, what, null);
  }

  private void requireTorchScript() {
    Set<String> names = new HashSet<>();
    String top = null;
    for (ZipEntry entry : entries()) {
      int slash = entry.getName().indexOf('/');
      String folder = slash < 0 ? "" : entry.getName().substring(0, slash);
      if (slash < 0 || (top != null && !top.equals(folder))) {
        throw damaged("the entry " + entry.getName() + " is not in the archive's one folder");
      }
      top = folder;
      names.add(entry.getName().substring(slash + 1));
    }
    if (names.contains("constants.pkl") && !names.contains("data.pkl")) {
      throw damaged("there is no data.pkl in it");
    }
    if (names.contains("constants.pkl") || names.contains("model.json")) {
      return;
    }
    if (names.contains("data.pkl")) {
      throw refuse(
          path, "a file of torch.save", what + "; read it with torch4j.serialization", null);
    }
    throw refuse(path, "a zip archive without constants.pkl", what, null);
  }

  private List<? extends ZipEntry> entries() {
    return Collections.list(zip.entries());
  }

  private void requireChecksums() throws IOException {
    long fileSize = Files.size(path);
    Set<String> names = new HashSet<>();
    var buffer = new byte[BUFFER];
    for (ZipEntry entry : entries()) {
      if (!names.add(entry.getName())) {
        throw damaged("the entry " + entry.getName() + " is there twice");
      }
      boolean stored = entry.getMethod() == ZipEntry.STORED;
      if (entry.getCompressedSize() > fileSize
          || entry.getSize() > entry.getCompressedSize() * (stored ? 1 : BEST_RATIO)) {
        throw damaged("the entry " + entry.getName() + " claims to be larger than the file");
      }
      requireChecksum(entry, buffer);
    }
  }

  private void requireShallow() throws IOException {
    for (ZipEntry entry : entries()) {
      String name = entry.getName().substring(entry.getName().indexOf('/') + 1);
      boolean code = name.endsWith(".py");
      // Nobody looks into extra files.
      if (!name.startsWith("extra/") && (code || name.endsWith("pkl"))) {
        try (InputStream in = zip.getInputStream(entry)) {
          requireShallow(name, code, in);
        }
      }
    }
  }

  private void requireShallow(String name, boolean code, InputStream in) throws IOException {
    if (code) {
      if (CodeNesting.isTooDeep(in)) {
        throw damaged(name + " is nested more than " + CodeNesting.DEEPEST + " deep");
      }
      return;
    }
    try {
      PickleNesting.requireShallow(in);
    } catch (IllegalArgumentException e) {
      throw damaged(name + " " + e.getMessage());
    }
  }

  private void requireChecksum(ZipEntry entry, byte[] buffer) throws IOException {
    var crc = new CRC32();
    long size = 0;
    try (InputStream in = zip.getInputStream(entry)) {
      for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
        crc.update(buffer, 0, read);
        size += read;
      }
    } catch (java.io.EOFException e) {
      throw damaged("the entry " + entry.getName() + " is cut off");
    }
    if (size != entry.getSize()) {
      throw damaged(
          "the entry "
              + entry.getName()
              + " has "
              + size
              + " bytes, where "
              + entry.getSize()
              + " are announced");
    }
    if (crc.getValue() != entry.getCrc()) {
      throw damaged("the checksum of the entry " + entry.getName() + " is wrong");
    }
  }
}
