package torch4j.data.datasets;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import torch4j.DType;
import torch4j.Tensor;
import torch4j.Torch;
import torch4j.testing.Golden;
import torch4j.testing.Programs;

/**
 * Image files of every mode and orientation against Pillow: PNG, BMP and TIFF bit for bit; JPEG
 * within a few levels, because the JDK's libjpeg is another one.
 */
final class ImageFileLiveTest {
  private static final double JPEG_LEVELS = 3;

  @TempDir Path folder;

  @Test
  void images_equalPillow() {
    var python = Programs.python();
    assumeTrue(python.isPresent(), "no reference Python: run tests/run");
    String script = Programs.root().resolve("tests/python/images.py").toString();
    List<String> lines =
        Programs.python(python.get(), script, folder.toString())
            .requireSuccess()
            .out()
            .lines()
            .toList();
    assumeTrue(!lines.get(0).equals("no pillow"), "the reference has no Pillow");
    assertTrue(lines.size() > 30, lines::toString);
    List<String> failures = new ArrayList<>();
    for (String line : lines) {
      JsonNode expected = Golden.parse(line);
      String file = expected.get("file").asText();
      try (var scope = Torch.scope()) {
        compare(expected, ImageFile.read(folder.resolve(file)), file);
      } catch (AssertionError | RuntimeException e) {
        failures.add(file + ": " + e);
      }
    }
    assertEquals("", String.join("\n", failures));
  }

  private static void compare(JsonNode expected, Tensor image, String file) {
    long height = expected.get("height").asLong();
    long width = expected.get("width").asLong();
    assertArrayEquals(new long[] {3, height, width}, image.shape());
    byte[] pixels = Base64.getDecoder().decode(expected.get("pixels").asText());
    Tensor wanted = Torch.tensor(pixels).view(height, width, 3).permute(2, 0, 1);
    Tensor difference = image.to(DType.int64).sub(wanted.to(DType.int64)).abs();
    double most = difference.max().itemDouble();
    double allowed = file.endsWith(".jpg") ? JPEG_LEVELS : 0;
    assertTrue(most <= allowed, () -> "differs by " + most);
  }
}
