package torch4j.samples;

import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import torch4j.samples.tutorial.Accumulation;
import torch4j.samples.tutorial.Amp;
import torch4j.samples.tutorial.BasicLoop;
import torch4j.samples.tutorial.CharGpt;
import torch4j.samples.tutorial.Clipping;
import torch4j.samples.tutorial.Memory;
import torch4j.samples.tutorial.Optimizers;
import torch4j.samples.tutorial.Overfitting;
import torch4j.samples.tutorial.ParamGroups;
import torch4j.samples.tutorial.Schedulers;
import torch4j.samples.tutorial.Stopping;
import torch4j.samples.tutorial.Tabular;
import torch4j.samples.tutorial.Template;
import torch4j.samples.tutorial.TensorBoard;
import torch4j.samples.tutorial.TrainValidate;
import torch4j.samples.tutorial.Warmup;

/**
 * Starts a sample by its name. Exit status: 0, 1 if the sample failed, 2 if the name or an option
 * is wrong.
 */
@Command(
    name = "samples/run",
    description = "Runs a torch4j sample or benchmark.",
    mixinStandardHelpOptions = true,
    subcommands = {
      Quickstart.class,
      BasicLoop.class,
      TrainValidate.class,
      Optimizers.class,
      Schedulers.class,
      ParamGroups.class,
      Clipping.class,
      Stopping.class,
      Amp.class,
      Warmup.class,
      Accumulation.class,
      torch4j.samples.checkpoint.SaveAndResume.class,
      torch4j.samples.checkpoint.FromPython.class,
      TensorBoard.class,
      Template.class,
      Overfitting.class,
      Memory.class,
      Tabular.class,
      CharGpt.class,
      FashionMnist.class,
      Augmentation.class,
      SummaryOf.class,
      TorchScript.class,
      Describe.class,
      Shell.class,
      torch4j.samples.ports.Ports.class,
      torch4j.samples.parity.Parity.class,
      torch4j.samples.bench.Bench.class,
    })
public final class Samples implements Callable<Integer> {
  @Option(names = "--list", description = "List the samples.")
  private boolean list;

  @Spec private CommandSpec spec;

  /** Runs the sample named by the first argument. */
  public static void main(String[] arguments) {
    System.exit(run(arguments));
  }

  /** Runs the sample named by the first argument, and returns the exit status. */
  public static int run(String... arguments) {
    return new CommandLine(new Samples())
        .setExecutionExceptionHandler(Samples::report)
        .setParameterExceptionHandler(Samples::refuse)
        .execute(arguments);
  }

  private static int refuse(ParameterException e, String[] arguments) {
    CommandLine command = e.getCommandLine();
    command.getErr().println(command.getColorScheme().errorText(e.getMessage()));
    command.usage(command.getErr());
    return CommandLine.ExitCode.USAGE;
  }

  // What a sample refuses is said in a line; a stack trace is for what nobody foresaw.
  private static int report(Exception e, CommandLine command, CommandLine.ParseResult parsed)
      throws Exception {
    if (e instanceof SampleException) {
      command.getErr().println(command.getColorScheme().errorText(e.getMessage()));
      return CommandLine.ExitCode.SOFTWARE;
    }
    throw e;
  }

  @Override
  public Integer call() {
    if (!list) {
      throw new ParameterException(spec.commandLine(), "Missing the name of a sample");
    }
    spec.subcommands()
        .forEach(
            (name, sample) ->
                spec.commandLine().getOut().printf("%-14s %s%n", name, description(sample)));
    return CommandLine.ExitCode.OK;
  }

  private static String description(CommandLine sample) {
    return String.join(" ", sample.getCommandSpec().usageMessage().description());
  }
}
