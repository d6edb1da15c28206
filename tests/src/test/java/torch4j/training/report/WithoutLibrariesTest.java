package torch4j.training.report;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.File;
import java.io.IOException;
import java.io.PrintStream;
import java.lang.reflect.InvocationTargetException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import torch4j.training.History;

/** Programs that did not add XChart and the progress bar, which are optional. */
final class WithoutLibrariesTest {
  @TempDir Path folder;

  private static URLClassLoader loader() throws IOException {
    List<URL> urls = new ArrayList<>();
    for (String entry : System.getProperty("java.class.path").split(File.pathSeparator)) {
      if (!entry.contains("xchart") && !entry.contains("progressbar")) {
        urls.add(Path.of(entry).toUri().toURL());
      }
    }
    return new URLClassLoader(urls.toArray(URL[]::new), ClassLoader.getPlatformClassLoader());
  }

  @Test
  void report_isThePageAlone_andChartSaysWhatIsMissing() throws Exception {
    try (URLClassLoader loader = loader()) {
      Class<?> type = loader.loadClass(History.class.getName());
      assertNotSame(History.class, type);
      Object history = type.getConstructor().newInstance();
      type.getMethod("add", String.class, long.class, double.class)
          .invoke(history, "grad_norm", 1L, 2.0);
      type.getMethod("report", Path.class).invoke(history, folder);
      assertArrayEquals(new String[] {"index.html"}, folder.toFile().list());

      var chart = type.getMethod("chart", Path.class, String[].class);
      var e =
          assertThrows(
              InvocationTargetException.class,
              () -> chart.invoke(history, folder.resolve("a.png"), new String[] {"grad_norm"}));
      assertEquals(
          "chart: got no XChart on the class path, expected org.knowm.xchart:xchart; add it to"
              + " your dependencies",
          e.getCause().getMessage());
    }
  }

  @Test
  void progressBar_isPlainLines() throws Exception {
    try (URLClassLoader loader = loader()) {
      loader
          .loadClass("torch4j.training.callbacks.ProgressBar")
          .getConstructor(PrintStream.class, boolean.class)
          .newInstance(new PrintStream(PrintStream.nullOutputStream()), true);
    }
  }
}
