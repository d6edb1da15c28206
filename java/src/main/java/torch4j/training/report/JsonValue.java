package torch4j.training.report;

import com.fasterxml.jackson.core.JsonParseException;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A value of a JSON file, with its place for messages.
 *
 * @param path where it is, such as {@code epochs[2].step}
 * @param value a Map or List of values, a Long, a Double or a String; null for anything else
 */
record JsonValue(String path, Object value) {
  private static final int DEEPEST = 8; // of a history: 4

  /** Reads the only value of a file. */
  static JsonValue of(JsonParser parser) throws IOException {
    parser.nextToken();
    JsonValue value = read(parser, "", 0);
    if (parser.nextToken() != null) {
      throw new JsonParseException(parser, "got more after the value, expected the end");
    }
    return value;
  }

  private static JsonValue read(JsonParser parser, String path, int depth) throws IOException {
    if (depth > DEEPEST) {
      throw new JsonParseException(parser, "got values nested more than " + DEEPEST + " deep");
    }
    if (parser.currentToken() == JsonToken.START_OBJECT) {
      Map<String, JsonValue> fields = new LinkedHashMap<>();
      while (parser.nextToken() != JsonToken.END_OBJECT) {
        String name = parser.currentName();
        parser.nextToken();
        fields.put(name, read(parser, path.isEmpty() ? name : path + "." + name, depth + 1));
      }
      return new JsonValue(path, fields);
    }
    if (parser.currentToken() == JsonToken.START_ARRAY) {
      List<JsonValue> values = new ArrayList<>();
      while (parser.nextToken() != JsonToken.END_ARRAY) {
        values.add(read(parser, path + "[" + values.size() + "]", depth + 1));
      }
      return new JsonValue(path, values);
    }
    return new JsonValue(path, scalar(parser));
  }

  private static Object scalar(JsonParser parser) throws IOException {
    if (parser.currentToken() == JsonToken.VALUE_NUMBER_INT) {
      return parser.getLongValue();
    }
    if (parser.currentToken() == JsonToken.VALUE_NUMBER_FLOAT) {
      return parser.getDoubleValue();
    }
    return parser.currentToken() == JsonToken.VALUE_STRING ? parser.getText() : null;
  }

  JsonValue get(String name) {
    JsonValue field = fields().get(name);
    return field == null ? new JsonValue(path.isEmpty() ? name : path + "." + name, null) : field;
  }

  @SuppressWarnings("unchecked") // what read() made
  Map<String, JsonValue> fields() {
    if (value instanceof Map<?, ?> fields) {
      return (Map<String, JsonValue>) fields;
    }
    throw bad("an object");
  }

  @SuppressWarnings("unchecked") // what read() made
  List<JsonValue> list() {
    if (value instanceof List<?> list) {
      return (List<JsonValue>) list;
    }
    throw bad("a list");
  }

  long integer() {
    if (value instanceof Long number) {
      return number;
    }
    throw bad("an integer");
  }

  double real() {
    if (value instanceof Number number) {
      return number.doubleValue();
    }
    if ("NaN".equals(value) || "Infinity".equals(value) || "-Infinity".equals(value)) {
      return Double.parseDouble((String) value);
    }
    throw bad("a number");
  }

  String text() {
    if (value instanceof String text) {
      return text;
    }
    throw bad("a string");
  }

  private IllegalArgumentException bad(String expected) {
    String got = "none";
    if (value instanceof Map<?, ?>) {
      got = "an object";
    } else if (value instanceof List<?>) {
      got = "a list";
    } else if (value != null) {
      got = value.toString();
    }
    return new IllegalArgumentException(
        (path.isEmpty() ? "file" : path) + ": got " + got + ", expected " + expected);
  }
}
