package torch4j.data.transforms;

import static java.util.Map.entry;

import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import torch4j.DType;
import torch4j.nn.functional.InterpolationMode;
import torch4j.nn.functional.Sizes;

/** The transforms of tests/python/transforms.py in Java. */
final class TransformTable {
  static final Map<String, Supplier<Transform>> IMAGES =
      Map.ofEntries(
          entry(
              "compose",
              () ->
                  new Compose(
                      new RandomCrop(12),
                      new RandomHorizontalFlip(),
                      new ColorJitter(0.4, 0.4, 0.4, 0.1))),
          entry(
              "apply",
              () -> new RandomApply(List.of(new RandomVerticalFlip(1.0), new RandomCrop(10)), 0.6)),
          entry(
              "choice",
              () ->
                  new RandomChoice(
                      List.of(new CenterCrop(5), new CenterCrop(6), new RandomCrop(7)), 1, 2, 3)),
          entry(
              "choice equal",
              () -> new RandomChoice(List.of(new CenterCrop(5), new CenterCrop(6)))),
          entry("float", () -> new ConvertDtype()),
          entry("float64", () -> new ToDtype(DType.float64, true)),
          entry("bytes", () -> new ToDtype(DType.uint8, true)),
          entry("short", () -> new ToDtype(DType.int16, true)),
          entry("int", () -> new ToDtype(DType.int32, true)),
          entry("unscaled", () -> new ToDtype(DType.float32)),
          entry("normalize", () -> new Compose(new ConvertDtype(), new Normalize(0.4, 0.2))),
          entry(
              "normalize 3",
              () ->
                  new Compose(
                      new ConvertDtype(),
                      new Normalize(
                          new double[] {0.485, 0.456, 0.406}, new double[] {0.229, 0.224, 0.225}))),
          entry("resize", () -> new Resize(11)),
          entry("resize up", () -> new Resize(40, 37)),
          entry("resize no antialias", () -> resize(9, 13, Resize.options().antialias(false))),
          entry("resize nearest", () -> resize(InterpolationMode.NEAREST)),
          entry("resize nearest exact", () -> resize(InterpolationMode.NEAREST_EXACT)),
          entry("resize bicubic", () -> resize(InterpolationMode.BICUBIC)),
          entry(
              "resize bicubic up",
              () ->
                  resize(
                      30,
                      41,
                      Resize.options().interpolation(InterpolationMode.BICUBIC).antialias(false))),
          entry("resize max", () -> new Resize(Sizes.of(15), Resize.options().maxSize(16))),
          entry("resize short", () -> new Compose(new ToDtype(DType.int16, true), new Resize(11))),
          entry("center", () -> new CenterCrop(8)),
          entry("center odd", () -> new CenterCrop(9, 12)),
          entry("center padded", () -> new CenterCrop(33, 10)),
          entry("center larger", () -> new CenterCrop(41)),
          entry("crop", () -> new RandomCrop(Sizes.of(14, 9), RandomCrop.options())),
          entry("crop padded", () -> new RandomCrop(15, RandomCrop.options().padding(4))),
          entry(
              "crop padded 2",
              () -> new RandomCrop(15, RandomCrop.options().padding(1, 3).fill(7))),
          entry(
              "crop padded 4",
              () ->
                  new RandomCrop(
                      15, RandomCrop.options().padding(1, 2, 3, 4).paddingMode(EdgePadding.EDGE))),
          entry("crop reflect", () -> crop(EdgePadding.REFLECT)),
          entry("crop symmetric", () -> crop(EdgePadding.SYMMETRIC)),
          entry(
              "crop if needed",
              () -> new RandomCrop(26, RandomCrop.options().padIfNeeded(true).fill(3))),
          entry(
              "crop filled",
              () -> new RandomCrop(26, RandomCrop.options().padding(6).fill(10, 20, 30))),
          entry("crop too large", () -> new RandomCrop(30)),
          entry("resized crop", () -> new RandomResizedCrop(12)),
          entry(
              "resized crop options",
              () ->
                  new RandomResizedCrop(
                      Sizes.of(10, 16),
                      RandomResizedCrop.options()
                          .scale(new Range(0.3, 0.5))
                          .ratio(new Range(0.5, 2))
                          .interpolation(InterpolationMode.BICUBIC))),
          entry("resized crop impossible", () -> resizedCrop(4, 5, true)),
          entry("resized crop tall", () -> resizedCrop(0.1, 0.2, false)),
          entry("horizontal", () -> new RandomHorizontalFlip()),
          entry("vertical", () -> new RandomVerticalFlip(0.3)),
          entry("rotation", () -> new RandomRotation(30)),
          entry(
              "rotation bilinear",
              () ->
                  new RandomRotation(
                      new Range(10, 200),
                      RandomRotation.options()
                          .interpolation(InterpolationMode.BILINEAR)
                          .expand(true)
                          .fill(9))),
          entry(
              "rotation center",
              () ->
                  new RandomRotation(
                      new Range(-90, 20), RandomRotation.options().center(3, 5.5).fill(1))),
          entry(
              "rotation colored",
              () ->
                  new RandomRotation(
                      60,
                      RandomRotation.options()
                          .interpolation(InterpolationMode.BILINEAR)
                          .fill(1, 200, 30))),
          entry("rotation 0", () -> turn(0, false)),
          entry("rotation 90", () -> turn(90, true)),
          entry("rotation 90 same size", () -> turn(90, false)),
          entry("rotation 180", () -> turn(180, false)),
          entry("rotation 270", () -> turn(-90, true)),
          entry("brightness", () -> new ColorJitter(ColorJitter.options().brightness(0.5))),
          entry(
              "contrast", () -> new ColorJitter(ColorJitter.options().contrast(new Range(0.2, 2)))),
          entry("saturation", () -> new ColorJitter(ColorJitter.options().saturation(1.5))),
          entry("hue", () -> new ColorJitter(ColorJitter.options().hue(0.5))),
          entry(
              "hue range", () -> new ColorJitter(ColorJitter.options().hue(new Range(-0.3, -0.1)))),
          entry("jitter", () -> new ColorJitter(0.4, 0.4, 0.4, 0.1)),
          entry("jitter nothing", () -> new ColorJitter(ColorJitter.options())),
          entry("gray", () -> new Grayscale()),
          entry("gray 3", () -> new Grayscale(3)),
          entry("erasing", () -> new RandomErasing()),
          entry(
              "erasing random",
              () ->
                  new RandomErasing(
                      RandomErasing.options()
                          .p(0.9)
                          .scale(new Range(0.1, 0.2))
                          .ratio(new Range(0.5, 1.5))
                          .value((Fill) null))),
          entry(
              "erasing colored",
              () -> new RandomErasing(RandomErasing.options().p(1).value(5, 6, 7))),
          entry(
              "erasing impossible",
              () ->
                  new RandomErasing(
                      RandomErasing.options().p(1).scale(new Range(1, 1)).ratio(new Range(1, 1)))));

  static final Map<String, Supplier<BatchTransform>> BATCHES =
      Map.of(
          "mixup", () -> new MixUp(5),
          "mixup alpha", () -> new MixUp(0.3, 5),
          "cutmix", () -> new CutMix(5),
          "cutmix alpha", () -> new CutMix(2.5, 5));

  private TransformTable() {}

  private static Transform resize(long height, long width, Resize.Options options) {
    return new Resize(Sizes.of(height, width), options);
  }

  private static Transform resize(InterpolationMode mode) {
    return resize(9, 13, Resize.options().interpolation(mode));
  }

  private static Transform crop(EdgePadding mode) {
    return new RandomCrop(15, RandomCrop.options().padding(3).paddingMode(mode));
  }

  private static Transform resizedCrop(double least, double most, boolean antialias) {
    return new RandomResizedCrop(
        12,
        RandomResizedCrop.options()
            .scale(new Range(0.9, 1))
            .ratio(new Range(least, most))
            .antialias(antialias));
  }

  private static Transform turn(double angle, boolean expand) {
    return new RandomRotation(new Range(angle, angle), RandomRotation.options().expand(expand));
  }
}
