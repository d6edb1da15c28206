package torch4j.data.datasets;

import java.util.Arrays;
import java.util.List;
import torch4j.internal.Require;

/**
 * A column of a table: its name, and what becomes of its values.
 *
 * <pre>{@code
 * List<Column> columns =
 *     List.of(
 *         Column.float32("age"),              // missing: NaN
 *         Column.int64("rooms").missing(0),
 *         Column.category("city"),            // indices, in the order in which values appear
 *         Column.text("note"));
 * }</pre>
 *
 * @param name the name in the header or the query
 * @param type what values become
 * @param missing what stands for a missing value; null for NaN, "" in text, and otherwise to refuse
 * @param categories the categories, whose indices values become; null to collect them
 */
public record Column(String name, Type type, Double missing, List<String> categories) {
  /** What the values of a column become. */
  public enum Type {
    /** float32 numbers. */
    FLOAT32,
    /** float64 numbers. */
    FLOAT64,
    /** int64 numbers. */
    INT64,
    /** Truth values: true, false, 1, 0. */
    BOOL,
    /** The index of a category, int64. */
    CATEGORY,
    /** Strings. */
    TEXT
  }

  /** Checks and copies the values. */
  public Column {
    Require.nonNull(name, "name", "the name of a column");
    Require.nonNull(type, "type", "a type");
    if (categories != null) {
      categories = List.copyOf(Require.noNulls(categories, "categories", "a category"));
      if (type != Type.CATEGORY || categories.stream().distinct().count() < categories.size()) {
        throw new IllegalArgumentException(
            "categories: got "
                + categories
                + " for the "
                + type
                + " column "
                + name
                + ", expected different ones, of a CATEGORY column");
      }
    }
    boolean isWhole = type != Type.FLOAT32 && type != Type.FLOAT64;
    if (missing != null && isWhole && (type == Type.TEXT || missing != Math.rint(missing))) {
      throw new IllegalArgumentException(
          "missing: got "
              + missing
              + " for the "
              + type
              + " column "
              + name
              + ", expected a value that it can have");
    }
  }

  private static Column of(String name, Type type) {
    return new Column(name, type, null, null);
  }

  /** A column of float32. */
  public static Column float32(String name) {
    return of(name, Type.FLOAT32);
  }

  /** A column of float64. */
  public static Column float64(String name) {
    return of(name, Type.FLOAT64);
  }

  /** A column of int64. */
  public static Column int64(String name) {
    return of(name, Type.INT64);
  }

  /** A column of truth values. */
  public static Column bool(String name) {
    return of(name, Type.BOOL);
  }

  /** A column of categories, whose indices are in the order in which they appear. */
  public static Column category(String name) {
    return of(name, Type.CATEGORY);
  }

  /** A column of these categories; others are refused. */
  public static Column category(String name, String... categories) {
    Require.nonNull(categories, "categories", "categories");
    return new Column(name, Type.CATEGORY, null, Arrays.asList(categories));
  }

  /** A column of strings. */
  public static Column text(String name) {
    return of(name, Type.TEXT);
  }

  /** Returns a copy in which this value stands for a missing one. */
  public Column missing(double value) {
    return new Column(name, type, value, categories);
  }
}
