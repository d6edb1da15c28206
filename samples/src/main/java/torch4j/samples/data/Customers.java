package torch4j.samples.data;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import torch4j.Tensor;
import torch4j.Torch;
import torch4j.data.TensorDataset;
import torch4j.samples.SampleException;

/** Customers of a telephone company that does not exist, as a table, and whether they left. */
public final class Customers {
  /** How many numeric columns there are. */
  public static final int NUMBERS = 3;

  private static final String HEADER = "age,months,bill,plan,city,payment,left";
  private static final int COLUMNS = 7;
  private static final List<String> PLANS = List.of("basic", "family", "business", "prepaid");
  private static final List<String> CITIES =
      List.of(
          "Aachen", "Bern", "Cork", "Delft", "Essen", "Faro", "Gent", "Hull", "Ipswich", "Jena");
  private static final List<String> PAYMENTS = List.of("card", "transfer", "cash");

  private final List<String[]> rows;
  private final List<List<String>> categories = new ArrayList<>();

  private Customers(List<String[]> rows) {
    this.rows = rows;
    for (int column = NUMBERS; column < COLUMNS - 1; column++) {
      int index = column;
      categories.add(rows.stream().map(row -> row[index]).distinct().sorted().toList());
    }
  }

  /** Writes a table: about one in eight left, for reasons that can be learned in part. */
  public static void write(Path csv, int count, long seed) throws IOException {
    var random = new Random(seed);
    List<String> lines = new ArrayList<>(List.of(HEADER));
    for (int i = 0; i < count; i++) {
      int age = 18 + random.nextInt(60);
      int months = random.nextInt(72);
      double bill = 10 + 60 * random.nextDouble();
      int plan = random.nextInt(PLANS.size());
      int city = random.nextInt(CITIES.size());
      int payment = random.nextInt(PAYMENTS.size());
      double leaving =
          -3.4 + (bill - 40) / 15 - months / 24.0 + 2.0 * (plan % 2) + (city % 5) / 2.0;
      double noise = Math.log(1 / random.nextDouble() - 1) / 2;
      lines.add(
          String.format(
              Locale.ROOT,
              "%d,%d,%.2f,%s,%s,%s,%d",
              age,
              months,
              bill,
              PLANS.get(plan),
              CITIES.get(city),
              PAYMENTS.get(payment),
              leaving > noise ? 1 : 0));
    }
    Files.write(csv, lines);
  }

  /**
   * Reads a table.
   *
   * @throws SampleException if it has other columns
   */
  public static Customers read(Path csv) throws IOException {
    List<String> lines = Files.readAllLines(csv);
    if (lines.size() < 2 || !lines.get(0).equals(HEADER)) {
      throw new SampleException(
          csv + ": got another header or no rows, expected " + HEADER + " and rows");
    }
    List<String[]> rows = new ArrayList<>();
    for (String line : lines.subList(1, lines.size())) {
      String[] row = line.split(",", -1);
      if (row.length != COLUMNS) {
        throw new SampleException(csv + ": got " + line + ", expected " + COLUMNS + " columns");
      }
      rows.add(row);
    }
    return new Customers(rows);
  }

  /** How many values each categorical column has. */
  public List<Long> cardinalities() {
    return categories.stream().map(values -> (long) values.size()).toList();
  }

  /** The share of those who left. */
  public double positives() {
    return (double) rows.stream().filter(row -> row[COLUMNS - 1].equals("1")).count() / rows.size();
  }

  /** The numbers as float32, the categories and 1 for those who left as int64. */
  public TensorDataset dataset() {
    var numbers = new float[rows.size() * NUMBERS];
    var codes = new long[rows.size() * categories.size()];
    var left = new long[rows.size()];
    for (int i = 0; i < rows.size(); i++) {
      String[] row = rows.get(i);
      for (int j = 0; j < NUMBERS; j++) {
        numbers[i * NUMBERS + j] = number(row[j]);
      }
      for (int j = 0; j < categories.size(); j++) {
        codes[i * categories.size() + j] = categories.get(j).indexOf(row[NUMBERS + j]);
      }
      left[i] = row[COLUMNS - 1].equals("1") ? 1 : 0;
    }
    Tensor numeric = Torch.tensor(numbers).view(-1, NUMBERS);
    Tensor categorical = Torch.tensor(codes).view(-1, categories.size());
    return new TensorDataset(numeric, categorical, Torch.tensor(left));
  }

  private static float number(String value) {
    try {
      return Float.parseFloat(value);
    } catch (NumberFormatException e) {
      throw new SampleException("the table: got \"" + value + "\", expected a number");
    }
  }
}
