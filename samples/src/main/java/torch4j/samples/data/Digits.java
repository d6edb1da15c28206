package torch4j.samples.data;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.zip.GZIPInputStream;
import torch4j.Tensor;
import torch4j.Torch;
import torch4j.data.TensorDataset;

/** The digits shipped with the samples: 1,797 scans of 8 by 8 pixels, and what digit each is. */
public final class Digits {
  private static final int SIDE = 8;
  private static final int PIXELS = SIDE * SIDE;
  private static final long LARGEST = 16;

  private Digits() {}

  /**
   * The scans as {@code [1797, 1, 8, 8]} float32 from 0 to 1, and their classes as {@code [1797]}
   * int64.
   */
  public static TensorDataset load() {
    return new TensorDataset(images(), labels());
  }

  /** The scans as {@code [1797, 1, 8, 8]} float32 from 0 to 1. */
  public static Tensor images() {
    return Torch.tensor(numbers(0, PIXELS)).view(-1, 1, SIDE, SIDE).div(LARGEST);
  }

  /** The class of each scan, as {@code [1797]} int64. */
  public static Tensor labels() {
    return Torch.tensor(numbers(PIXELS, PIXELS + 1)).toLong();
  }

  // The numbers of these columns, row by row.
  private static float[] numbers(int from, int to) {
    List<String> lines = lines();
    var numbers = new float[lines.size() * (to - from)];
    int next = 0;
    for (String line : lines) {
      for (String number : List.of(line.split(",", -1)).subList(from, to)) {
        numbers[next++] = Float.parseFloat(number);
      }
    }
    return numbers;
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
