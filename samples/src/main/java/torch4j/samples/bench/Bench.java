package torch4j.samples.bench;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import picocli.CommandLine.TypeConversionException;
import torch4j.samples.SampleException;

/** {@code samples/run bench SUITE [--json FILE]}. */
@Command(
    name = "bench",
    mixinStandardHelpOptions = true,
    description = "The same work in Java, Python and C++, in turns; below 1, Java is faster.")
public final class Bench implements Callable<Integer> {
  @Parameters(
      paramLabel = "SUITE",
      converter = SuiteByName.class,
      description =
          "startup, ops, step, optimizer, amp, dataloader, checkpoint, inference, trainer or epoch")
  private Suite suite;

  @Option(names = "--json", paramLabel = "FILE", description = "Where to write the rows as JSON.")
  private Path json;

  @Option(
      names = "--rounds",
      paramLabel = "N",
      defaultValue = "11",
      description = "How many blocks each side runs for a row (${DEFAULT-VALUE}).")
  private int rounds;

  @Spec private CommandSpec spec;

  /**
   * Measures, prints and writes the report.
   *
   * @throws SampleException if the sides do not compute the same, or one of them fails
   */
  @Override
  public Integer call() {
    requireOptions();
    Map<Language, Side> sides = new EnumMap<>(Language.class);
    try {
      start(sides);
      run(new Coordinator(sides, rounds));
      return 0;
    } finally {
      sides.values().forEach(Side::close);
    }
  }

  // Found out now, and not after minutes of measuring.
  private void requireOptions() {
    if (rounds < 1) {
      throw new ParameterException(
          spec.commandLine(), "--rounds: got " + rounds + ", expected >= 1");
    }
    if (json != null && !Files.isDirectory(json.toAbsolutePath().getParent())) {
      throw new ParameterException(
          spec.commandLine(), "--json: got " + json + ", expected a file in an existing folder");
    }
  }

  private void start(Map<Language, Side> sides) {
    for (Language language : languages()) {
      var missing = Programs.whyMissing(language);
      if (missing.isPresent()) {
        if (suite.needsAllLanguages()) {
          throw new SampleException(language + ": " + missing.get() + ", and this suite needs it");
        }
        System.out.println(language + " is null: " + missing.get());
      }
    }
    var programs = new Programs();
    System.out.println(programs.summary());
    for (Language language : languages()) {
      if (Programs.whyMissing(language).isEmpty()) {
        sides.put(language, suite.start(language, programs));
      }
    }
  }

  // Those of any row, in the order of the report's columns.
  private Set<Language> languages() {
    Set<Language> languages = EnumSet.noneOf(Language.class);
    suite.rows().forEach(row -> languages.addAll(row.languages()));
    return languages;
  }

  private void run(Coordinator coordinator) {
    var report = new Report(System.out);
    report.begin();
    for (Row row : suite.rows()) {
      report.add(coordinator.measure(row, !suite.isOfWholeProcesses() && row.isTimed()));
    }
    if (json != null) {
      report.write(json);
    }
  }

  /** The suites by their names. */
  static final class SuiteByName implements ITypeConverter<Suite> {
    @Override
    public Suite convert(String name) {
      return switch (name) {
        case "startup" -> new StartupSuite();
        case "ops" -> new OpsSuite();
        case "step" -> new StepSuite();
        case "optimizer" -> new OptimizerSuite();
        case "amp" -> new AmpSuite();
        case "dataloader" -> new DataLoaderSuite();
        case "checkpoint" -> new CheckpointSuite();
        case "inference" -> new InferenceSuite();
        case "trainer" -> new TrainerSuite();
        case "epoch" -> new EpochSuite();
        default ->
            throw new TypeConversionException(
                "got \""
                    + name
                    + "\", expected startup, ops, step, optimizer, amp, dataloader, checkpoint,"
                    + " inference, trainer or epoch");
      };
    }
  }
}
