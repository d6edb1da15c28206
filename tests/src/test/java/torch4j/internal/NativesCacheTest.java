package torch4j.internal;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import torch4j.Torch;
import torch4j.nn.Linear;
import torch4j.testing.Programs;
import torch4j.testing.Programs.Outcome;
import torch4j.testing.Programs.Running;

/** One natives cache, filled once, and what may become of it between the starts of JVMs. */
final class NativesCacheTest {
  private static final int JVMS = 4;
  private static final String SUM = "sum: 512.0";

  @TempDir private static Path folder;
  private static final List<Outcome> FIRST = new ArrayList<>();

  @BeforeAll
  static void fill() {
    List<Running> running = new ArrayList<>();
    for (int i = 0; i < JVMS; i++) {
      running.add(Programs.startJava(options(), StartUpTest.Start.class));
    }
    running.forEach(one -> FIRST.add(one.await()));
  }

  private static List<String> options(String... more) {
    var options = new ArrayList<String>(List.of(more));
    options.add("-Dorg.bytedeco.javacpp.cachedir=" + folder);
    return options;
  }

  private static void requireStart(String... options) {
    Outcome outcome = Programs.java(options(options), StartUpTest.Start.class).requireSuccess();
    assertTrue(outcome.out().contains(SUM), outcome.out());
    assertTrue(outcome.out().contains("library: " + folder), outcome.out());
    assertEquals("", outcome.err());
  }

  private static Path find(String name) throws IOException {
    try (var files = Files.walk(folder)) {
      return files
          .filter(file -> file.endsWith(name) && !Files.isSymbolicLink(file))
          .findFirst()
          .orElseThrow();
    }
  }

  private static void flipByte(Path file) throws IOException {
    try (var open = new RandomAccessFile(file.toFile(), "rw")) {
      long middle = open.length() / 2;
      open.seek(middle);
      int before = open.read();
      open.seek(middle);
      open.write(before ^ 1);
    }
  }

  @Test
  void start_ofSeveralAtOnceOnAnEmptyFolder_succeeds() {
    assertEquals(JVMS, FIRST.size());
    for (Outcome outcome : FIRST) {
      assertTrue(outcome.requireSuccess().out().contains(SUM));
      assertEquals("", outcome.err());
    }
  }

  @Test
  void start_onACompleteFolder_writesNothing() throws IOException {
    var before = snapshot();
    requireStart();
    assertEquals(before, snapshot());
  }

  private static List<String> snapshot() throws IOException {
    try (var files = Files.walk(folder)) {
      List<String> lines = new ArrayList<>();
      for (Path file : files.sorted().toList()) {
        lines.add(file + " " + Files.getLastModifiedTime(file, LinkOption.NOFOLLOW_LINKS));
      }
      return lines;
    }
  }

  @Test
  void start_afterAByteOfLibtorch4jChanged_extractsItAnew() throws IOException {
    Path file = find("libtorch4j.so");
    byte[] right = Files.readAllBytes(file);
    FileTime time = Files.getLastModifiedTime(file);
    flipByte(file);
    Files.setLastModifiedTime(file, time);
    requireStart();
    assertArrayEquals(right, Files.readAllBytes(file));
  }

  @Test
  void start_verifyingAfterAByteOfLibTorchChanged_extractsItAnew() throws IOException {
    Path file = find("libc10.so");
    byte[] right = Files.readAllBytes(file);
    FileTime time = Files.getLastModifiedTime(file);
    flipByte(file);
    Files.setLastModifiedTime(file, time);
    requireStart("-Dtorch4j.cache.verify=true");
    assertArrayEquals(right, Files.readAllBytes(file));
    assertEquals(time, Files.getLastModifiedTime(file));
  }

  @Test
  void start_inAnotherTimeZone_extractsNothing() throws IOException {
    Path file = find("libtorch_cpu.so");
    Object before = Files.getAttribute(file, "unix:ino");
    requireStart("-Duser.timezone=Asia/Tokyo");
    assertEquals(before, Files.getAttribute(file, "unix:ino"), "JavaCPP goes by local time");
    requireStart();
    assertEquals(before, Files.getAttribute(file, "unix:ino"));
  }

  @Test
  void start_onARelativePath_succeeds() {
    Path relative = Path.of("").toAbsolutePath().relativize(folder);
    var options = List.of("-Dorg.bytedeco.javacpp.cacheDir=" + relative);
    Outcome outcome = Programs.java(options, StartUpTest.Start.class).requireSuccess();
    assertTrue(outcome.out().contains("library: " + folder), outcome.out());
  }

  @Test
  void start_onAFolderThatOthersMayWriteTo_isRefusedUnlessTrusted() throws IOException {
    Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxrwxrwx"));
    try {
      Outcome outcome = Programs.java(options(), StartUpTest.StartTwice.class).requireSuccess();
      assertTrue(outcome.out().startsWith("natives cache: got " + folder + ", owner "));
      assertTrue(outcome.out().contains(", rwxrwxrwx, expected it to be owned by "));
      assertTrue(outcome.out().contains("-Dtorch4j.cache.trusted=true\n"), outcome.out());
      requireStart("-Dtorch4j.cache.trusted=true");
    } finally {
      Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));
    }
  }

  @Test
  void start_onAFolderThatCannotBeWrittenTo_succeedsIfComplete() throws Exception {
    // The administrator may write everywhere, but for this.
    boolean root = Integer.valueOf(0).equals(Files.getAttribute(Path.of("/proc/self"), "unix:uid"));
    List<String> program =
        root ? List.of("setpriv", "--bounding-set=-dac_override,-sys_admin") : List.of("env");
    assumeTrue(!root || Files.isExecutable(Path.of("/usr/bin/setpriv")), "setpriv");
    assertEquals(0, new ProcessBuilder("chmod", "-R", "a-w", folder.toString()).start().waitFor());
    try {
      Outcome complete = Programs.javaUnder(program, options(), StartUpTest.Start.class);
      assertTrue(complete.requireSuccess().out().contains("library: " + folder), complete.out());
      Outcome missing =
          Programs.javaUnder(
              program, options("-Duser.timezone=Asia/Tokyo"), StartUpTest.StartTwice.class);
      assertTrue(
          missing.out().startsWith("natives cache: got " + folder + " (this process cannot write"),
          missing.out());
      assertTrue(missing.out().contains("try -Duser.timezone="), missing.out());
    } finally {
      new ProcessBuilder("chmod", "-R", "u+w", folder.toString()).start().waitFor();
    }
  }

  /** An application with a class loader of its own. */
  public static final class Application implements Runnable {
    @Override
    public void run() {
      var layer = new Linear(3, 2);
      float sum = layer.call(Torch.ones(1, 3)).mul(Torch.zeros(2)).sum().itemFloat();
      try {
        layer.call(Torch.ones(1, 7));
      } catch (IllegalArgumentException e) {
        System.out.println(sum + " " + e.getMessage().startsWith("Linear("));
      }
    }
  }

  /** Runs the application in one class loader after the other, as a redeploy does. */
  static final class Server {
    public static void main(String[] arguments) throws Exception {
      List<URL> classPath = new ArrayList<>();
      for (String entry :
          System.getProperty("java.class.path").split(java.io.File.pathSeparator, -1)) {
        classPath.add(Path.of(entry).toUri().toURL());
      }
      for (int i = 0; i < 2; i++) {
        URL[] urls = classPath.toArray(new URL[0]);
        try (var loader = new URLClassLoader(urls, ClassLoader.getPlatformClassLoader())) {
          Class<?> application = loader.loadClass(Application.class.getName());
          ((Runnable) application.getConstructor().newInstance()).run();
        }
      }
    }
  }

  @Test
  void start_inASecondClassLoader_withTheUsersLibTorch_isRefused() {
    assumeTrue(Programs.python().isPresent(), "TORCH4J_PYTHON is not set");
    List<String> options = new ArrayList<>(options());
    options.add("-Dtorch4j.libtorch=" + Programs.libTorch(Programs.python().get()));
    Outcome outcome = Programs.java(options, Server.class);
    assertEquals("0.0 true\n", outcome.out());
    String refusal =
        " is set, whose libraries can be loaded in one class loader only, expected one class loader";
    assertTrue(outcome.err().contains(refusal), outcome.err());
  }

  @Test
  void start_inASecondClassLoader_succeeds() {
    Outcome outcome = Programs.java(options(), Server.class).requireSuccess();
    assertEquals("0.0 true\n0.0 true\n", outcome.out());
    assertEquals("", outcome.err());
  }
}
