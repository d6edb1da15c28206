package torch4j.internal;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.bytedeco.javacpp.Loader;
import torch4j.TorchException;

/**
 * Fills a natives cache with the presets' libraries, before JavaCPP would do so while it loads
 * them: it says only of the last library that it failed, and not why.
 *
 * <p>A file that is there with the right bytes stays. The files are written to the disk while the
 * next ones are extracted, so that a power failure leaves none that looks right and is not.
 */
final class Extraction {
  private static final int MIB_SHIFT = 20;

  private final Path folder;
  private final FileTrust trust;
  private final List<CompletableFuture<Void>> syncs = new ArrayList<>();

  /**
   * An extraction into this folder, which JavaCPP must have as its own.
   *
   * @param trust what others may write to is not loaded
   */
  Extraction(Path folder, FileTrust trust) {
    this.folder = folder;
    this.trust = trust;
  }

  /**
   * Extracts what is missing or wrong.
   *
   * @throws TorchException if the disk has too little space, or a file of the folder cannot be
   *     trusted
   */
  void extract(List<BundledFile> files) throws IOException {
    List<BundledFile> missing = new ArrayList<>();
    for (BundledFile file : files) {
      if (!keep(file)) {
        missing.add(file);
      }
    }
    long needed = missing.stream().mapToLong(file -> file.content().size()).sum();
    requireSpace(folder, needed, Files.getFileStore(folder).getUsableSpace());
    for (BundledFile file : missing) {
      extract(file, needed);
    }
  }

  // JavaCPP takes a file of the right size and time for its own. Ours must have the right bytes,
  // and
  // any time will do.
  private boolean keep(BundledFile file) throws IOException {
    Path path = folder.resolve(file.file());
    if (!Files.exists(path) || !file.content().hasBytes(path)) {
      Files.deleteIfExists(path);
      return false;
    }
    Files.setLastModifiedTime(path, FileTime.fromMillis(file.content().timeMillis()));
    secure(file.file());
    return true;
  }

  private void extract(BundledFile file, long needed) throws IOException {
    Path path;
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
    if (!file.content().hasBytes(path)) {
      throw new TorchException(
          "natives cache: got other bytes in "
              + path
              + " than in "
              + file.url()
              + ", expected the same; the jar or the disk is damaged",
          "");
    }
    secure(folder.relativize(path));
  }

  /**
   * Returns if there is room.
   *
   * @throws TorchException if there is not
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
      trust.restrict(folder.resolve(at));
      trust.require(folder.resolve(at));
    }
    syncs.add(CompletableFuture.runAsync(() -> sync(folder.resolve(relative))));
  }

  private static void sync(Path file) {
    try (var open = new RandomAccessFile(file.toFile(), "r")) {
      open.getFD().sync();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Returns when the disk has everything. */
  void awaitDisk() throws IOException {
    try {
      CompletableFuture.allOf(syncs.toArray(CompletableFuture[]::new)).join();
    } catch (CompletionException e) {
      throw new IOException("could not be written to the disk", e.getCause());
    }
  }
}
