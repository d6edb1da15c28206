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
import torch4j.internal.FileFailure;
import torch4j.internal.FileFormat;

/**
 * Checks a zip file before LibTorch reads it. LibTorch's reader ignores the checksums and may crash
 * on a damaged file, so all entries are read and compared with their checksums.
 */
final class ScriptArchive {
  private static final int BUFFER = 1 << 18;
  private static final String EXTRA = "extra/";
  // The best compression ratio of deflate.
  private static final long BEST_RATIO = 1032;

  private final Path path;
  private final Source source;
  private final ZipFile zip;

  private ScriptArchive(Path path, Source source, ZipFile zip) {
    this.path = path;
    this.source = source;
    this.zip = zip;
  }

  /** The name of a file in messages, and what was expected. */
  private record Source(Object name, String expected) {
    IllegalArgumentException refuse(String got, String remedy, Exception cause) {
      return new IllegalArgumentException(
          name + ": got " + got + ", expected " + expected + remedy, cause);
    }
  }

  /**
   * Requires an undamaged TorchScript file.
   *
   * @param name its name in messages
   * @return the names of its extra files
   * @throws IllegalArgumentException if it is something else; the message says what
   * @throws UncheckedIOException if it cannot be read
   */
  static Set<String> requireIntact(Path path, Object name) {
    return open(
        path,
        new Source(name, "a file of torch.jit.save"),
        archive -> {
          archive.requireTorchScript();
          archive.requireChecksums();
          archive.requireShallow();
          return archive.extraFiles();
        });
  }

  /**
   * Requires an undamaged package of AOTInductor.
   *
   * @param name its name in messages
   * @throws IllegalArgumentException if it is something else; the message says what
   * @throws UncheckedIOException if it cannot be read
   */
  static void requirePackage(Path path, Object name) {
    open(
        path,
        new Source(name, "a package of torch._inductor.aoti_compile_and_package"),
        archive -> {
          archive.requirePackage();
          archive.requireChecksums();
          return null;
        });
  }

  private interface Check<T> {
    T run(ScriptArchive archive) throws IOException;
  }

  private static <T> T open(Path path, Source source, Check<T> check) {
    if (!Files.exists(path)) {
      throw source.refuse("a path where there is no file", "", null);
    }
    if (Files.isDirectory(path)) {
      throw source.refuse("a folder", "", null);
    }
    try (var zip = new ZipFile(path.toFile())) {
      return check.run(new ScriptArchive(path, source, zip));
    } catch (ZipException e) {
      throw notAZip(path, source, e);
    } catch (IOException e) {
      throw FileFailure.reading(source.name(), source.expected(), e);
    }
  }

  private static RuntimeException notAZip(Path path, Source source, ZipException cause) {
    try (InputStream in = Files.newInputStream(path)) {
      FileFormat format = FileFormat.of(in.readNBytes(FileFormat.HEAD));
      return format == FileFormat.UNKNOWN || format == FileFormat.ZIP
          ? source.refuse(
              "no zip archive, or a damaged one (" + cause.getMessage() + ")", "", cause)
          : source.refuse(format.got(), format.remedy(), cause);
    } catch (IOException e) {
      return FileFailure.reading(source.name(), source.expected(), e);
    }
  }

  private IllegalArgumentException damaged(String how) {
    return source.refuse("a damaged file: " + how, "", null);
  }

  private void requireTorchScript() {
    Set<String> names = names();
    if (names.contains("constants.pkl") || names.contains("model.json")) {
      requireOneFolder();
      if (names.contains("constants.pkl") && !names.contains("data.pkl")) {
        throw damaged("there is no data.pkl in it");
      }
    } else if (isPackage(names)) {
      throw source.refuse(
          "a package of AOTInductor", "; load it with AOTICompiledModel.load", null);
    } else if (names.contains("data.pkl")) {
      throw source.refuse("a file of torch.save", "; load it with Serialization.load", null);
    } else {
      requireOneFolder();
      throw source.refuse("a zip archive without constants.pkl", "", null);
    }
  }

  private void requirePackage() {
    Set<String> names = names();
    if (!isPackage(names) && names.contains("data.pkl")) {
      boolean script = names.contains("constants.pkl");
      throw source.refuse(
          "a file of " + (script ? "torch.jit.save" : "torch.save"),
          "; load it with " + (script ? "Jit.load" : "Serialization.load"),
          null);
    }
  }

  private static boolean isPackage(Set<String> names) {
    return names.stream().anyMatch(name -> name.startsWith("data/aotinductor/"));
  }

  private void requireOneFolder() {
    String top = null;
    for (ZipEntry entry : entries()) {
      int slash = entry.getName().indexOf('/');
      String folder = slash < 0 ? "" : entry.getName().substring(0, slash);
      if (slash < 0 || (top != null && !top.equals(folder))) {
        throw damaged("the entry " + entry.getName() + " is not in the archive's one folder");
      }
      top = folder;
    }
  }

  // The names of the entries without their folder.
  private Set<String> names() {
    Set<String> names = new HashSet<>();
    for (ZipEntry entry : entries()) {
      names.add(entry.getName().substring(entry.getName().indexOf('/') + 1));
    }
    return names;
  }

  private Set<String> extraFiles() {
    Set<String> names = new HashSet<>();
    for (String name : names()) {
      if (name.startsWith(EXTRA)) {
        names.add(name.substring(EXTRA.length()));
      }
    }
    return names;
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
        throw damaged("the entry " + entry.getName() + " occurs twice");
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
      // Extra files are not parsed.
      if (!name.startsWith(EXTRA) && (code || name.endsWith("pkl"))) {
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
      throw damaged("the entry " + entry.getName() + " is truncated");
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
