package torch4j.data.datasets;

import java.io.IOException;
import java.nio.file.FileVisitOption;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import torch4j.Torch;
import torch4j.data.Batch;
import torch4j.data.Dataset;
import torch4j.data.transforms.Transform;
import torch4j.internal.FileFailure;
import torch4j.internal.Require;

/**
 * Images in a folder for each class, {@code root/dog/a.png}, which are decoded when they are asked
 * for. A sample is a batch of the image, uint8 {@code [3, H, W]} or what the transform makes of it,
 * and its class, int64. Same as {@code torchvision.datasets.ImageFolder}, whose loader does not
 * turn photos upright: see {@link ImageFile}.
 */
public final class ImageFolder implements Dataset<Batch> {
  /** The endings of names that are images' in torchvision. */
  private static final List<String> ENDINGS =
      List.of(".jpg", ".jpeg", ".png", ".ppm", ".bmp", ".pgm", ".tif", ".tiff", ".webp");

  private final List<String> classes;
  private final List<Sample> samples;
  private final Transform transform;

  /**
   * An image and its class.
   *
   * @param file the file
   * @param target the index of the class
   */
  public record Sample(Path file, int target) {
    /** Checks that there is a file. */
    public Sample {
      Require.nonNull(file, "file", "a path");
    }
  }

  /**
   * The images below a folder; classes are sorted by name, and so are files.
   *
   * @throws IllegalArgumentException if it is no folder, or a class has no images
   */
  public ImageFolder(Path root) {
    this(root, null);
  }

  /**
   * The images below a folder.
   *
   * @param transform what is made of each image; null for the image itself
   * @throws IllegalArgumentException if it is no folder, or a class has no images
   */
  public ImageFolder(Path root, Transform transform) {
    if (!Files.isDirectory(Require.nonNull(root, "ImageFolder: root", "a path"))) {
      throw new IllegalArgumentException(
          "ImageFolder: root: got " + root + ", expected a folder with a folder for each class");
    }
    Torch.init();
    this.transform = transform;
    try {
      classes = classes(root);
      samples = samples(root, classes);
    } catch (IOException e) {
      throw FileFailure.reading(root, "folders of images", e);
    }
  }

  private static List<String> classes(Path root) throws IOException {
    try (Stream<Path> folders = Files.list(root)) {
      List<String> names =
          folders
              .filter(Files::isDirectory)
              .map(folder -> folder.getFileName().toString())
              .sorted()
              .toList();
      if (names.isEmpty()) {
        throw new IllegalArgumentException(
            "ImageFolder: root: got " + root + " without folders, expected one for each class");
      }
      return names;
    }
  }

  private static List<Sample> samples(Path root, List<String> classes) throws IOException {
    List<Sample> samples = new ArrayList<>();
    List<String> empty = new ArrayList<>();
    for (int i = 0; i < classes.size(); i++) {
      int target = i;
      List<Path> images = images(root.resolve(classes.get(i)));
      images.forEach(file -> samples.add(new Sample(file, target)));
      if (images.isEmpty()) {
        empty.add(classes.get(i));
      }
    }
    if (!empty.isEmpty()) {
      throw new IllegalArgumentException(
          "ImageFolder: root: got no images in the folders "
              + empty
              + " of "
              + root
              + ", expected files that end in one of "
              + ENDINGS);
    }
    return List.copyOf(samples);
  }

  private static List<Path> images(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder, FileVisitOption.FOLLOW_LINKS)) {
      return files
          .filter(Files::isRegularFile)
          .filter(ImageFolder::isImage)
          .sorted(
              Comparator.comparing((Path file) -> file.getParent().toString())
                  .thenComparing(file -> file.getFileName().toString()))
          .toList();
    }
  }

  private static boolean isImage(Path file) {
    String name = file.getFileName().toString().toLowerCase(Locale.ROOT);
    return ENDINGS.stream().anyMatch(name::endsWith);
  }

  /** The names of the classes. Same as {@code dataset.classes}. */
  public List<String> classes() {
    return classes;
  }

  /** The files and their classes. Same as {@code dataset.samples}. */
  public List<Sample> samples() {
    return samples;
  }

  @Override
  public long size() {
    return samples.size();
  }

  /**
   * An image and its class.
   *
   * @throws InvalidDataException if the file is no image, or a damaged one
   */
  @Override
  public Batch get(long index) {
    if (index < 0 || index >= samples.size()) {
      throw new IndexOutOfBoundsException(
          "index: got " + index + ", expected 0 to " + (samples.size() - 1));
    }
    Sample sample = samples.get((int) index);
    try (var scope = Torch.scope()) {
      var image = ImageFile.read(sample.file);
      return scope.detach(
          Batch.of(
              transform == null ? image : transform.apply(image),
              Torch.tensor((long) sample.target)));
    }
  }
}
