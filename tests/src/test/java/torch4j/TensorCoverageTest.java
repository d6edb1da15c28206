package torch4j;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import torch4j.testing.Programs;

/** Each name that docs/coverage-tensor.md says is there is a public method. */
final class TensorCoverageTest {
  private static final Map<String, Class<?>> CLASSES =
      Map.of(
          "torch.Tensor", Tensor.class,
          "torch", Torch.class,
          "torch.linalg", Linalg.class,
          "torch.fft", Fft.class,
          "torch.special", Special.class);
  private static final Map<String, String> RENAMED = Map.of("H", "H", "T", "T");

  @Test
  void namesOfTheDocument_areMethods() throws IOException {
    String document = Files.readString(Programs.root().resolve("docs/coverage-tensor.md"));
    List<String> missing = new ArrayList<>();
    String[] sections = document.split("\n## ", -1);
    for (String section : Arrays.asList(sections).subList(1, sections.length)) {
      Class<?> type = CLASSES.get(section.substring(0, section.indexOf('\n')));
      Set<String> methods =
          Arrays.stream(type.getMethods()).map(Method::getName).collect(Collectors.toSet());
      Map<String, String> others = new HashMap<>(RENAMED);
      Matcher renamed = Pattern.compile("`(\\w+)` is `(\\w+)`").matcher(section);
      while (renamed.find()) {
        others.put(renamed.group(1), renamed.group(2));
      }
      Matcher name = Pattern.compile("`(\\w+)`").matcher(section.split("\n\n", -1)[1]);
      while (name.find()) {
        if (!methods.contains(others.getOrDefault(name.group(1), camel(name.group(1))))) {
          missing.add(type.getSimpleName() + "." + name.group(1));
        }
      }
    }
    assertEquals(List.of(), missing);
  }

  private static String camel(String name) {
    return Pattern.compile("(?<=\\w)_(\\w)")
        .matcher(name)
        .replaceAll(match -> match.group(1).toUpperCase(Locale.ROOT));
  }
}
