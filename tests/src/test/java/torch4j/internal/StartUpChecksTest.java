package torch4j.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import torch4j.TorchException;

/** What start-up looks at before it loads anything. */
final class StartUpChecksTest {
  @TempDir private Path folder;

  @Test
  void requireSpace_tooLittle_saysWhereAndHowMuch() {
    Extraction.requireSpace(folder, 768L << 20, 768L << 20);
    var error =
        assertThrows(
            TorchException.class, () -> Extraction.requireSpace(folder, 768L << 20, 300L << 20));
    assertEquals(
        "natives cache: got 300 MiB free for "
            + folder
            + ", expected room for 768 MiB of native libraries; make room, or choose a folder on"
            + " another disk with -Dorg.bytedeco.javacpp.cachedir=FOLDER",
        error.getMessage());
  }

  @Test
  void options_notABoolean_isRefused() {
    System.setProperty(StartUpOptions.CACHE_VERIFY, "yes");
    try {
      var error = assertThrows(TorchException.class, StartUpOptions::read);
      assertEquals(
          "torch4j.cache.verify: got \"yes\", expected true or false; the default is false",
          error.getMessage());
    } finally {
      System.clearProperty(StartUpOptions.CACHE_VERIFY);
    }
  }

  @Test
  void candidates_relativePathWithALibTorch_areAbsolute() {
    var options =
        new StartUpOptions(
            Optional.of(Path.of("/lib")), Optional.of(Path.of("cache")), false, false);
    List<Path> candidates = CacheFolder.candidates(options);
    assertEquals(1, candidates.size());
    assertTrue(candidates.get(0).isAbsolute());
    assertTrue(candidates.get(0).getFileName().toString().startsWith("torch4j-libtorch-"));
  }

  @Test
  void candidates_nothingSet_areInTheHomeAndAmongTheTemporaryFiles() {
    var options = new StartUpOptions(Optional.empty(), Optional.empty(), false, false);
    assertEquals(
        List.of(
            Path.of(System.getProperty("user.home"), ".javacpp/cache"),
            Path.of(
                System.getProperty("java.io.tmpdir"),
                ".javacpp-" + System.getProperty("user.name"),
                "cache")),
        CacheFolder.candidates(options));
  }

  @Test
  void refusal_namesTheFolderAndTheReason() {
    String rest =
        ", expected a folder that this process can write to, or one that another process has filled"
            + " from the same jars; choose another with -Dorg.bytedeco.javacpp.cachedir=FOLDER";
    Path file = folder.resolve("file");
    assertEquals(
        "natives cache: got " + folder + " (permission denied)" + rest,
        CacheFolder.refusal(folder, new AccessDeniedException(folder.toString())).getMessage());
    assertEquals(
        "natives cache: got " + folder + " (" + file + ": permission denied)" + rest,
        CacheFolder.refusal(folder, new AccessDeniedException(file.toString())).getMessage());
  }

  @Test
  void manifest_text_isReadBack() throws IOException {
    Path lib = Files.createDirectories(folder.resolve("a.jar/org/a"));
    Files.createFile(lib.resolve("liba.so.1"));
    Files.createSymbolicLink(lib.resolve("liba.so"), Path.of("liba.so.1"));
    var file =
        new BundledFile(
            folder.toUri().toURL(),
            "org/a/liba.so.1",
            Path.of("a.jar/org/a/liba.so.1"),
            new FileContent(0, 0, 1));
    var manifest = NativesManifest.of(folder, "Etc/UTC", List.of(file));
    assertEquals(2, manifest.lines().size());
    assertEquals(Optional.of(manifest), NativesManifest.parse(manifest.text()));
    String half = manifest.text().substring(0, manifest.text().length() - 2);
    assertEquals(Optional.empty(), NativesManifest.parse(half));
    assertEquals(Optional.empty(), NativesManifest.parse(""));
    assertEquals(Optional.empty(), NativesManifest.parse("nonsense\n"));
    assertEquals(
        Optional.of(lib.resolve("liba.so.1") + " is not from a jar of this class path"),
        manifest.difference(folder, false));
  }
}
