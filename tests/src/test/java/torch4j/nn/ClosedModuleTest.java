package torch4j.nn;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import torch4j.testing.Programs;

/** A user's network in a named Java module, whose fields torch4j may read if it is open. */
final class ClosedModuleTest {
  private static final String NET =
      """
      package closed;

      import torch4j.nn.Linear;
      import torch4j.nn.Module;

      public final class Net extends Module {
        private final Linear %s = %s;
      }
      """;

  @TempDir static Path folder;

  @BeforeAll
  static void compile() throws IOException {
    compile("fields", NET.formatted("hidden", "new Linear(2, 2)"));
    compile("named", NET.formatted("hidden", "register(\"hidden\", new Linear(2, 2))"));
  }

  private static void compile(String name, String source) throws IOException {
    Path sources = Files.createDirectories(folder.resolve(name + "-src/closed"));
    Files.writeString(sources.resolve("Net.java"), source);
    Files.writeString(
        sources.resolveSibling("module-info.java"), "module closed { exports closed; }");
    int status =
        ToolProvider.getSystemJavaCompiler()
            .run(
                null,
                null,
                null,
                "-proc:none",
                "-cp",
                System.getProperty("java.class.path"),
                "--add-reads",
                "closed=ALL-UNNAMED",
                "-d",
                folder.resolve(name).toString(),
                sources.resolve("Net.java").toString(),
                sources.resolveSibling("module-info.java").toString());
    assertEquals(0, status);
  }

  /** Prints the names of the network's parameters, or the exception. */
  static final class Program {
    private Program() {}

    public static void main(String[] arguments) throws ReflectiveOperationException {
      Module net = (Module) Class.forName("closed.Net").getConstructor().newInstance();
      try {
        System.out.println(net.namedParameters().keySet());
      } catch (IllegalStateException e) {
        System.out.println(e.getMessage());
      }
    }
  }

  private static String run(String name, String... options) {
    List<String> all = new ArrayList<>(List.of(options));
    all.addAll(
        List.of(
            "--module-path",
            folder.resolve(name).toString(),
            "--add-modules",
            "closed",
            "--add-reads",
            "closed=ALL-UNNAMED"));
    return Programs.java(all, Program.class).requireSuccess().out().strip();
  }

  @Test
  void field_ofAClosedPackage_isAnErrorThatNamesIt() {
    assertEquals(
        "Net.hidden: got a field that torch4j cannot read, expected one that it can register; add"
            + " \"opens closed;\" to the module closed, or register what it holds under the name"
            + " \"hidden\"",
        run("fields"));
  }

  @Test
  void field_ofAnOpenPackage_registers() {
    assertEquals(
        "[hidden.weight, hidden.bias]", run("fields", "--add-opens", "closed/closed=ALL-UNNAMED"));
  }

  @Test
  void registrationByName_inAClosedPackage_needsNoField() {
    assertEquals("[hidden.weight, hidden.bias]", run("named"));
  }
}
