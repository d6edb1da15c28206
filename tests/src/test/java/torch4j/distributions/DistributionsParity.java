package torch4j.distributions;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import torch4j.testing.Golden;

/** Compares with the answers in a file; as a program, bit for bit, with Python's own LibTorch. */
final class DistributionsParity {
  private DistributionsParity() {}

  /** What differs by more than last bits, one after the other. */
  static List<String> failures(Path answers, Compared compared) throws IOException {
    List<String> failures = new ArrayList<>();
    for (String line : Files.readAllLines(answers)) {
      JsonNode node = Golden.parse(line);
      try {
        if (node.has("transform")) {
          new TransformCase(node, compared).check();
        } else {
          new DistributionCase(node, compared).check();
        }
      } catch (AssertionError e) {
        failures.add(e.getMessage());
      }
    }
    return failures;
  }

  /** Ends with status 1 if a bit differs. */
  public static void main(String[] arguments) throws IOException {
    var compared = new Compared();
    List<String> failures = failures(Path.of(arguments[0]), compared);
    System.out.println(String.join("\n\n", failures));
    System.out.println(
        compared.exact() + " equal, " + compared.inexact().size() + " with other bits");
    System.out.println(String.join("\n", compared.inexact()));
    System.exit(failures.isEmpty() && compared.inexact().isEmpty() ? 0 : 1);
  }
}
