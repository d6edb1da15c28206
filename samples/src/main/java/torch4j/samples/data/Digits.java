package torch4j.samples.data;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.zip.GZIPInputStream;
import org.bytedeco.pytorch.Tensor;
import torch4j.Torch;
import torch4j.data.TensorDataset;

/** The digits shipped with the samples: 1,797 scans of 8 by 8 pixels, and what digit each is. */
public final class Digits {
  private static final int SIDE = 8;
  private static final int PIXELS = SIDE * SIDE;
  private static final float LARGEST = 16;

  private Digits() {}

  /**
   * The scans as {@code [1797, 64]} float32 from 0 to 1, and their classes as {@code [1797]} int64.
   */
  public static TensorDataset load() {
    Torch.init();
    List<String> lines = lines();
    var pixels = new float[lines.size() * PIXELS];
    var classes = new long[lines.size()];
    for (int i = 0; i < lines.size(); i++) {
      String[] numbers = lines.get(i).split(",", -1);
      for (int j = 0; j < PIXELS; j++) {
        pixels[i * PIXELS + j] = Float.parseFloat(numbers[j]) / LARGEST;
      }
      classes[i] = (long) Double.parseDouble(numbers[PIXELS]);
    }
    return new TensorDataset(
        Tensor.create(pixels, lines.size(), 1, SIDE, SIDE), Tensor.create(classes, lines.size()));
  }

  private static List<String> lines() {
    try (var in = Digits.class.getResourceAsStream("/torch4j/samples/digits.csv.gz");
        var text =
            new BufferedReader(
                new InputStreamReader(new GZIPInputStream(in), StandardCharsets.UTF_8))) {
      return text.lines().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
