package torch4j.samples;

import java.util.Locale;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import torch4j.nn.Module;
import torch4j.samples.models.DcganDiscriminator;
import torch4j.samples.models.DcganGenerator;
import torch4j.samples.models.ResNet18;
import torch4j.samples.models.UNet;

/** Prints a model's layers, their outputs and how many parameters they have. */
@Command(
    name = "summary",
    mixinStandardHelpOptions = true,
    description = "Prints a model's layers, output shapes and parameter counts.")
final class SummaryOf implements Runnable {
  @Option(names = "--model", required = true, description = "One of ${COMPLETION-CANDIDATES}.")
  private Model model;

  /** The models that take images or noise, with an input for each. */
  enum Model {
    RESNET18,
    UNET,
    DCGAN_GENERATOR,
    DCGAN_DISCRIMINATOR;

    Module make() {
      return switch (this) {
        case RESNET18 -> new ResNet18(1000);
        case UNET -> new UNet(3, 2, 32);
        case DCGAN_GENERATOR -> new DcganGenerator(100, 64);
        case DCGAN_DISCRIMINATOR -> new DcganDiscriminator(64);
      };
    }

    long[] inputShape() {
      return switch (this) {
        case RESNET18 -> new long[] {1, 3, 224, 224};
        case UNET -> new long[] {1, 3, 64, 64};
        case DCGAN_GENERATOR -> new long[] {1, 100, 1, 1};
        case DCGAN_DISCRIMINATOR -> new long[] {1, 3, 32, 32};
      };
    }

    /** The name as the command line has it: resnet18. */
    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
  }

  @Override
  public void run() {
    System.out.print(model.make().summary(model.inputShape()));
  }
}
