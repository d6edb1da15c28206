package torch4j.internal;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.bytedeco.javacpp.Loader;
import torch4j.TorchException;

/**
 * Extracts the presets' libraries into a natives cache.
 *
 * <p>JavaCPP would do so while it loads them, but it does not report why an extraction failed, and
 * it accepts an existing file by its size and time. Here an existing file is kept only if its bytes
 * are right. Files are flushed to the disk (fsync) while the next ones are extracted, so that none
 * is left incomplete by a power failure once the cache is marked as complete.
 */
final class Extraction {
  private static final int MIB_SHIFT = 20;

  private final Path folder;
  private final FileTrust trust;
  private final List<CompletableFuture<Void>> syncs = new ArrayList<>();

  /**
   * An extraction into a folder.
   *
   * @param folder the cache folder of JavaCPP
   * @param trust the check that files and folders must pass
   */
  Extraction(Path folder, FileTrust trust) {
    this.folder = folder;
    this.trust = trust;
  }

  /**
   * Extracts the files that are missing or have other bytes than in their jar.
   *
   * @throws TorchException if there is not enough disk space, or a file fails the check of
   *     ownership and permissions
   */
  void extract(List<BundledFile> files) throws IOException {
    List<BundledFile> missing = new ArrayList<>();
    for (BundledFile file : files) {
      if (!keepIfIntact(file)) {
        missing.add(file);
      }
    }
    long needed = missing.stream().mapToLong(file -> file.content().size()).sum();
    requireSpace(folder, needed, Files.getFileStore(folder).getUsableSpace());
    for (BundledFile file : missing) {
      extract(file, needed);
    }
  }

  private boolean keepIfIntact(BundledFile file) throws IOException {
    Path path = folder.resolve(file.file());
    secure(file.file());
    if (!file.content().hasBytes(path)) {
      Files.deleteIfExists(path);
      return false;
    }
    if (!file.content().hasSizeAndTime(path)) { // then JavaCPP would extract it again
      Files.setLastModifiedTime(path, FileTime.fromMillis(file.content().timeMillis()));
    }
    sync(path);
    return true;
  }

  private void extract(BundledFile file, long needed) throws IOException {
    Path path;
    CacheFolder.create(folder.resolve(file.file()).getParent());
    try {
      path = Loader.cacheResource(file.url()).toPath();
    } catch (IOException e) {
      throw new TorchException(
          "natives cache: got \""
              + e.getMessage()
              + "\" for "
              + folder.resolve(file.file())
              + " with "
              + mib(Files.getFileStore(folder).getUsableSpace())
              + " free, expected room for "
              + mib(needed)
              + remedy(),
          e);
    }
    secure(folder.relativize(path));
    if (!file.content().hasBytes(path)) {
      throw new TorchException(
          "natives cache: got other bytes in "
              + path
              + " than in "
              + file.url()
              + ", expected the same; the jar or the disk is damaged",
          "");
    }
    sync(path);
  }

  /**
   * Checks the disk space.
   *
   * @param needed in bytes
   * @param free in bytes
   * @throws TorchException if it is not enough
   */
  static void requireSpace(Path folder, long needed, long free) {
    if (free < needed) {
      throw new TorchException(
          "natives cache: got "
              + mib(free)
              + " free for "
              + folder
              + ", expected room for "
              + mib(needed)
              + remedy(),
          "");
    }
  }

  private static String remedy() {
    return " of native libraries; make room, or choose a folder on another disk with -D"
        + StartUpOptions.CACHE_FOLDER
        + "=FOLDER";
  }

  private static String mib(long bytes) {
    return (bytes >> MIB_SHIFT) + " MiB";
  }

  private void secure(Path relative) throws IOException {
    for (Path at = relative; at != null; at = at.getParent()) {
      Path path = folder.resolve(at);
      if (Files.exists(path, LinkOption.NOFOLLOW_LINKS)) {
        trust.restrict(path);
        trust.require(path);
      }
    }
  }

  private void sync(Path file) {
    syncs.add(
        CompletableFuture.runAsync(
            () -> {
              try (var open = new RandomAccessFile(file.toFile(), "r")) {
                open.getFD().sync();
              } catch (IOException e) {
                throw new UncheckedIOException(e);
              }
            }));
  }

  /** Waits until all files are on the disk. */
  void awaitSync() throws IOException {
    try {
      CompletableFuture.allOf(syncs.toArray(CompletableFuture[]::new)).join();
    } catch (CompletionException e) {
      throw new IOException("a file could not be flushed to the disk", e.getCause());
    }
  }
}
