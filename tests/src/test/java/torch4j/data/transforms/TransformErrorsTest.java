package torch4j.data.transforms;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import torch4j.DType;
import torch4j.Tensor;
import torch4j.Torch;
import torch4j.nn.functional.InterpolationMode;
import torch4j.nn.functional.Sizes;

/** What transforms refuse. */
final class TransformErrorsTest {
  private static final Tensor IMAGE = Torch.zeros(new long[] {3, 8, 8}, DType.uint8);

  private static void refused(String message, Executable call) {
    assertEquals(message, assertThrows(IllegalArgumentException.class, call).getMessage());
  }

  @Test
  void images_haveTheirDimensionsAndChannels() {
    refused(
        "Resize: input: got [8, 8] float32, expected [..., C, H, W]",
        () -> new Resize(4).apply(Torch.ones(8, 8)));
    refused(
        "CenterCrop: input: got [8] float32, expected [..., H, W]",
        () -> new CenterCrop(4).apply(Torch.ones(8)));
    refused("Grayscale: input: got null, expected a tensor", () -> new Grayscale().apply(null));
    refused(
        "ColorJitter: input: got [2, 8, 8] float32, expected 1 or 3 channels",
        () -> new ColorJitter(1, 0, 0, 0).apply(Torch.ones(2, 8, 8)));
    refused(
        "Normalize: input: got [3, 8, 8] uint8, expected a floating-point dtype; new"
            + " ToDtype(DType.float32, true) before it",
        () -> new Normalize(0.5, 0.5).apply(IMAGE));
    refused(
        "Normalize: input: got [2, 8, 8] float32, expected channels for 3 means and 3 deviations",
        () ->
            new Normalize(new double[] {1, 1, 1}, new double[] {1, 1, 1})
                .apply(Torch.ones(2, 8, 8)));
    refused(
        "RandomCrop: input: got [3, 8, 8] uint8, expected at least 9 x 9 pixels with the padding;"
            + " padIfNeeded(true)",
        () -> new RandomCrop(9).apply(IMAGE));
    refused(
        "RandomCrop: input: got [3, 8, 8] uint8, expected an image larger than the padding that"
            + " reflects it",
        () ->
            new RandomCrop(9, RandomCrop.options().padding(8).paddingMode(EdgePadding.REFLECT))
                .apply(IMAGE));
    refused(
        "ToDtype: input: got [2, 8, 8] float32, expected a dtype with room for the values of int64",
        () -> new ToDtype(DType.int64, true).apply(Torch.ones(2, 8, 8)));
    refused(
        "ToImage: pixels: got 5 bytes for [1, 2, 3], expected height * width * channels",
        () -> new ToImage().apply(new byte[5], 1, 2, 3));
  }

  @Test
  void options_haveTheirRanges() {
    refused("p: got 1.5, expected 0 to 1", () -> new RandomHorizontalFlip(1.5));
    refused("range: got (2.0, 1.0), expected finite numbers min <= max", () -> new Range(2, 1));
    refused(
        "hue: got (-0.6, 0.6), expected values from -0.5 to 0.5",
        () -> ColorJitter.options().hue(0.6));
    refused("brightness: got -1.0, expected >= 0", () -> ColorJitter.options().brightness(-1));
    refused(
        "scale: got (0.0, 1.5), expected values from 0.0 to 1.0",
        () -> RandomErasing.options().scale(new Range(0, 1.5)));
    refused("size: got 0, expected >= 1", () -> new RandomCrop(0));
    refused("size: got 3 sizes, expected 1 or 2", () -> new CenterCrop(Sizes.of(1, 2, 3)));
    refused(
        "maxSize: got 4 with size 4, expected one size, below maxSize",
        () -> new Resize(Sizes.of(4), Resize.options().maxSize(4)));
    refused(
        "interpolation: got lanczos, expected nearest, nearest-exact, bilinear or bicubic",
        () -> Resize.options().interpolation(InterpolationMode.LANCZOS));
    refused(
        "interpolation: got bicubic, expected nearest or bilinear",
        () -> RandomRotation.options().interpolation(InterpolationMode.BICUBIC));
    refused("degrees: got -1.0, expected >= 0", () -> new RandomRotation(-1));
    refused(
        "padding: got 3 numbers, expected 1, 2 or 4", () -> RandomCrop.options().padding(1, 2, 3));
    refused(
        "std: got [0.0], expected no 0, by which values are divided", () -> new Normalize(0, 0));
    refused("transforms: got none, expected at least one", () -> new Compose(List.of()));
    refused(
        "p: got [1.0], expected a probability for each of 2 transforms",
        () -> new RandomChoice(List.of(new ToImage(), new ToTensor()), 1));
    refused("numOutputChannels: got 2, expected 1 or 3", () -> new Grayscale(2));
  }

  @Test
  void batches_haveLabelsThatFit() {
    Tensor images = Torch.ones(4, 3, 8, 8);
    refused("alpha: got 0.0, expected > 0", () -> new MixUp(0, 3));
    refused("numClasses: got 0, expected >= 1", () -> new CutMix(0));
    refused(
        "MixUp: images: got [3, 8, 8] uint8, expected [N, C, H, W]",
        () -> new MixUp(3).apply(IMAGE, Torch.tensor(1, 2, 0)));
    refused(
        "CutMix: labels: got [4] int64 with numClasses null, expected [4] int64 with numClasses or"
            + " [4, numClasses] without",
        () -> new CutMix().apply(images, Torch.tensor(0, 1, 2, 0)));
  }

  @Test
  void toTensor_scalesImagesOfJava() {
    var image = new java.awt.image.BufferedImage(2, 1, java.awt.image.BufferedImage.TYPE_INT_RGB);
    image.setRGB(0, 0, 0xff0033);
    Tensor x = new ToTensor().apply(image);
    assertEquals("[3, 1, 2]", java.util.Arrays.toString(x.shape()));
    assertEquals(1f, x.get(0, 0, 0).itemFloat());
    assertEquals(51 / 255f, x.get(2, 0, 0).itemFloat());
    Tensor same = new ToTensor().apply(new byte[] {-1, 0, 0, 0, 51, 0}, 1, 2, 3);
    assertEquals(51 / 255f, same.get(1, 0, 1).itemFloat());
  }
}
