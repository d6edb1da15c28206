package torch4j.samples;

import java.awt.Color;
import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import javax.imageio.ImageIO;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import torch4j.DType;
import torch4j.Tensor;
import torch4j.Torch;
import torch4j.data.datasets.FashionMNIST;
import torch4j.data.transforms.CenterCrop;
import torch4j.data.transforms.ColorJitter;
import torch4j.data.transforms.Compose;
import torch4j.data.transforms.CutMix;
import torch4j.data.transforms.Fill;
import torch4j.data.transforms.Grayscale;
import torch4j.data.transforms.MixUp;
import torch4j.data.transforms.RandomCrop;
import torch4j.data.transforms.RandomErasing;
import torch4j.data.transforms.RandomHorizontalFlip;
import torch4j.data.transforms.RandomResizedCrop;
import torch4j.data.transforms.RandomRotation;
import torch4j.data.transforms.RandomVerticalFlip;
import torch4j.data.transforms.Resize;
import torch4j.data.transforms.ToDtype;
import torch4j.data.transforms.ToImage;
import torch4j.data.transforms.Transform;
import torch4j.nn.functional.InterpolationMode;

/** Draws a sheet of images: a row for each transform, what it makes of some of them. */
@Command(
    name = "augmentation",
    description = "Write a PNG that shows what each transform makes of some images.",
    mixinStandardHelpOptions = true)
final class Augmentation implements Callable<Integer> {
  private static final int CLOTHES = 5;
  private static final int SIDE = 84;
  private static final int GAP = 6;
  private static final int LABEL = 230;

  @Option(
      names = "--data",
      paramLabel = "DIR",
      defaultValue = "/usr/share/datasets/fashion-mnist",
      description = "The folder with the four IDX files. Default: ${DEFAULT-VALUE}.")
  private Path data;

  @Option(
      names = "--out",
      paramLabel = "FILE",
      defaultValue = "augmentation.png",
      description = "Default: ${DEFAULT-VALUE}.")
  private Path out;

  @Option(names = "--seed", defaultValue = "0", description = "Default: ${DEFAULT-VALUE}.")
  private long seed;

  @Override
  public Integer call() throws IOException {
    Torch.manualSeed(seed);
    Map<String, List<Tensor>> rows = rows(images());
    ImageIO.write(sheet(rows), "png", out.toFile());
    System.out.println(out.toAbsolutePath());
    return 0;
  }

  /** Some clothes, and a picture in colors. */
  private List<Tensor> images() {
    var clothes = new FashionMNIST(FashionMnist.requireData(data), false);
    List<Tensor> images = new ArrayList<>();
    for (int i = 0; i < CLOTHES; i++) {
      images.add(clothes.get(i).data());
    }
    images.add(new ToImage().apply(picture()));
    return images;
  }

  private static BufferedImage picture() {
    var picture = new BufferedImage(SIDE, SIDE, BufferedImage.TYPE_INT_RGB);
    Graphics2D g = picture.createGraphics();
    for (int y = 0; y < SIDE; y++) {
      g.setColor(Color.getHSBColor(0.55f, 0.6f - 0.4f * y / SIDE, 0.95f));
      g.drawLine(0, y, SIDE, y);
    }
    g.setColor(new Color(0x3c8d40));
    g.fillRect(0, 60, SIDE, 24);
    g.setColor(new Color(0xb5402a));
    g.fillRect(20, 38, 34, 30);
    g.setColor(new Color(0x6b2a1a));
    g.fillPolygon(new int[] {16, 37, 58}, new int[] {38, 20, 38}, 3);
    g.setColor(new Color(0xffd83b));
    g.fillOval(60, 6, 18, 18);
    g.dispose();
    return picture;
  }

  private static Map<String, List<Tensor>> rows(List<Tensor> images) {
    Map<String, List<Tensor>> rows = new LinkedHashMap<>();
    rows.put("original", images);
    transforms()
        .forEach(
            (label, transform) -> rows.put(label, images.stream().map(transform::apply).toList()));
    var clothes = Torch.stack(images.subList(0, CLOTHES)).to(DType.float32).div(255);
    var classes = Torch.arange(CLOTHES);
    rows.put("MixUp", bytes(new MixUp(0.8, CLOTHES).apply(clothes, classes).images()));
    rows.put("CutMix", bytes(new CutMix(1, CLOTHES).apply(clothes, classes).images()));
    return rows;
  }

  private static List<Tensor> bytes(Tensor images) {
    return new ToDtype(DType.uint8, true).apply(images).unbind(0);
  }

  private static Map<String, Transform> transforms() {
    Map<String, Transform> all = new LinkedHashMap<>();
    all.put("Resize(12)", new Resize(12));
    all.put("CenterCrop(20)", new CenterCrop(20));
    all.put("RandomCrop(28, padding=6)", new RandomCrop(28, RandomCrop.options().padding(6)));
    all.put("RandomResizedCrop(28)", new RandomResizedCrop(28));
    all.put("RandomHorizontalFlip(1)", new RandomHorizontalFlip(1));
    all.put("RandomVerticalFlip(1)", new RandomVerticalFlip(1));
    all.put("RandomRotation(45)", new RandomRotation(45));
    all.put(
        "RandomRotation(45, expand, fill)",
        new RandomRotation(
            45,
            RandomRotation.options()
                .interpolation(InterpolationMode.BILINEAR)
                .expand(true)
                .fill(Fill.of(90))));
    all.put("ColorJitter(brightness=0.7)", new ColorJitter(0.7, 0, 0, 0));
    all.put("ColorJitter(contrast=0.9)", new ColorJitter(0, 0.9, 0, 0));
    all.put("ColorJitter(saturation=1)", new ColorJitter(0, 0, 1, 0));
    all.put("ColorJitter(hue=0.5)", new ColorJitter(0, 0, 0, 0.5));
    all.put("Grayscale(3)", new Grayscale(3));
    all.put("RandomErasing(1)", new RandomErasing(RandomErasing.options().p(1)));
    all.put(
        "RandomErasing(1, random)",
        new Compose(
            new ToDtype(DType.float32, true),
            new RandomErasing(RandomErasing.options().p(1).value((Fill) null)),
            image -> image.clamp(0.0, 1.0),
            new ToDtype(DType.uint8, true)));
    return all;
  }

  private static BufferedImage sheet(Map<String, List<Tensor>> rows) {
    int columns = CLOTHES + 1;
    var sheet =
        new BufferedImage(
            LABEL + columns * (SIDE + GAP) + GAP,
            rows.size() * (SIDE + GAP) + GAP,
            BufferedImage.TYPE_INT_RGB);
    Graphics2D g = sheet.createGraphics();
    g.setColor(Color.WHITE);
    g.fillRect(0, 0, sheet.getWidth(), sheet.getHeight());
    g.setColor(Color.BLACK);
    g.setFont(new Font(Font.SANS_SERIF, Font.PLAIN, 12));
    g.setRenderingHint(
        RenderingHints.KEY_TEXT_ANTIALIASING, RenderingHints.VALUE_TEXT_ANTIALIAS_ON);
    int y = GAP;
    for (var row : rows.entrySet()) {
      g.drawString(row.getKey(), GAP, y + SIDE / 2 + 4);
      for (int i = 0; i < row.getValue().size(); i++) {
        draw(g, row.getValue().get(i).toImage(), LABEL + i * (SIDE + GAP), y);
      }
      y += SIDE + GAP;
    }
    g.dispose();
    return sheet;
  }

  // Enlarged by whole pixels to fit the cell, in its middle.
  private static void draw(Graphics2D g, BufferedImage image, int x, int y) {
    double scale = (double) SIDE / Math.max(image.getWidth(), image.getHeight());
    int width = (int) Math.round(image.getWidth() * scale);
    int height = (int) Math.round(image.getHeight() * scale);
    g.setRenderingHint(
        RenderingHints.KEY_INTERPOLATION, RenderingHints.VALUE_INTERPOLATION_NEAREST_NEIGHBOR);
    g.drawImage(image, x + (SIDE - width) / 2, y + (SIDE - height) / 2, width, height, null);
  }
}
