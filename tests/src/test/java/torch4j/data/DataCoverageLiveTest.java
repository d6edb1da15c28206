package torch4j.data;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import torch4j.testing.Programs;

/** All of torch.utils.data is there, or docs/coverage.md says why not. */
final class DataCoverageLiveTest {
  private static final Pattern NAME = Pattern.compile("`(\\w+)`");
  private static final Set<String> OTHERWISE_NAMED =
      Set.of("default_collate", "get_worker_info", "random_split");

  @Test
  void document_namesAllOfPython_andWhatIsThereExists() throws IOException {
    Set<String> there = inDocument("there");
    for (String name : there) {
      assertTrue(exists(name), name);
    }
    var python = Programs.python();
    assumeTrue(python.isPresent(), "no reference Python: run tests/run");
    String code =
        "import torch.utils.data as d; print(*(n for n in d.__all__ if not n.startswith('_')))";
    String names = Programs.python(python.get(), "-c", code).requireSuccess().out().strip();
    Set<String> all = new TreeSet<>(there);
    all.addAll(inDocument("left out"));
    all.addAll(OTHERWISE_NAMED);
    assertEquals(new TreeSet<>(List.of(names.split(" "))), all);
  }

  private static boolean exists(String name) {
    try {
      return Class.forName("torch4j.data." + name) != null;
    } catch (ClassNotFoundException e) {
      return false;
    }
  }

  private static Set<String> inDocument(String kind) throws IOException {
    String document = Files.readString(Programs.root().resolve("docs/coverage.md"));
    int from = document.indexOf("<!-- data " + kind + " -->");
    assertTrue(from >= 0, kind);
    Set<String> names = new TreeSet<>();
    NAME.matcher(document.substring(from, document.indexOf("<!-- end -->", from)))
        .results()
        .forEach(match -> names.add(match.group(1)));
    return names;
  }
}
