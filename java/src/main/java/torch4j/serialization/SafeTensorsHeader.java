package torch4j.serialization;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import torch4j.internal.FileFormat;

/**
 * The header of a safetensors file. All rules of the format are checked: the length, the JSON, no
 * duplicate names, offsets that fit shape and dtype, no gaps and no overlaps, nothing after the
 * last tensor.
 *
 * @param metadata the metadata
 * @param entries the tensors in the order of their bytes
 * @param dataStart the position of the first tensor's bytes in the file
 */
record SafeTensorsHeader(
    Map<String, String> metadata, Map<String, SafeTensorsEntry> entries, long dataStart) {
  static final String METADATA = "__metadata__";
  private static final long LONGEST = 100_000_000;
  private static final JsonFactory JSON =
      JsonFactory.builder()
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
          .disable(JsonFactory.Feature.CANONICALIZE_FIELD_NAMES)
          .streamReadConstraints(
              StreamReadConstraints.builder()
                  .maxNestingDepth(100)
                  .maxStringLength((int) LONGEST)
                  .maxNameLength((int) LONGEST)
                  .build())
          .build();

  /**
   * Reads a file's header.
   *
   * @throws InvalidFileException if it does not follow the format
   */
  static SafeTensorsHeader read(ByteSource source) throws IOException {
    requireNoOtherFormat(source);
    if (source.size() < Long.BYTES) {
      throw InvalidFileException.of("header", source.size() + " bytes", "at least 8 bytes");
    }
    long length = source.read(0, Long.BYTES).getLong();
    if (length < 2 || length > LONGEST || length > source.size() - Long.BYTES) {
      throw InvalidFileException.of(
          "header length",
          Long.toUnsignedString(length),
          "2 to " + Math.min(LONGEST, source.size() - Long.BYTES));
    }
    byte[] json = source.read(Long.BYTES, (int) length).array();
    if (json[0] != '{') {
      throw InvalidFileException.of("header", "another first byte", "a JSON object");
    }
    try (JsonParser parser = JSON.createParser(utf8(json))) {
      var parsed = new Parsed(parser);
      parsed.read();
      return new SafeTensorsHeader(
          Collections.unmodifiableMap(parsed.metadata),
          inOrder(parsed.entries, source.size() - Long.BYTES - length),
          Long.BYTES + length);
    } catch (JsonProcessingException e) {
      throw new InvalidFileException("header: " + e.getOriginalMessage(), e);
    } catch (CharacterCodingException e) {
      throw new InvalidFileException("header: got malformed UTF-8, expected UTF-8", e);
    }
  }

  private static void requireNoOtherFormat(ByteSource source) throws IOException {
    FileFormat format = FileFormat.of(source.head(FileFormat.HEAD));
    if (format == FileFormat.ZIP) {
      throw InvalidFileException.of(
          "format",
          "a zip archive",
          "a safetensors file; load one of torch.save with Serialization.load, one of"
              + " torch.jit.save with Jit.load");
    }
    if (format == FileFormat.LEGACY || format == FileFormat.TAR) {
      throw InvalidFileException.of("format", format.got(), "a safetensors file" + format.remedy());
    }
  }

  // Jackson's own decoder also accepts UTF-16 and lone surrogates.
  private static Reader utf8(byte[] json) {
    return new InputStreamReader(
        new ByteArrayInputStream(json), StandardCharsets.UTF_8.newDecoder());
  }

  private static Map<String, SafeTensorsEntry> inOrder(
      Map<String, SafeTensorsEntry> entries, long bytes) {
    List<Map.Entry<String, SafeTensorsEntry>> sorted = new ArrayList<>(entries.entrySet());
    sorted.sort(
        Comparator.comparingLong(
                (Map.Entry<String, SafeTensorsEntry> entry) -> entry.getValue().begin())
            .thenComparingLong(entry -> entry.getValue().end()));
    Map<String, SafeTensorsEntry> inOrder = new LinkedHashMap<>();
    long end = 0;
    for (Map.Entry<String, SafeTensorsEntry> entry : sorted) {
      if (entry.getValue().begin() != end) {
        throw InvalidFileException.of(
            "tensor " + entry.getKey(),
            "bytes from " + entry.getValue().begin(),
            "from " + end + ", where the one before it ends");
      }
      end = entry.getValue().end();
      inOrder.put(entry.getKey(), entry.getValue());
    }
    if (end != bytes) {
      throw InvalidFileException.of("tensors", bytes + " bytes in the file", end + " bytes");
    }
    return inOrder;
  }

  /** Reads the JSON. */
  private static final class Parsed {
    private final JsonParser parser;
    private final Map<String, String> metadata = new LinkedHashMap<>();
    private final Map<String, SafeTensorsEntry> entries = new LinkedHashMap<>();

    Parsed(JsonParser parser) {
      this.parser = parser;
    }

    void read() throws IOException {
      require(JsonToken.START_OBJECT, "the header");
      while (parser.nextToken() == JsonToken.FIELD_NAME) {
        String name = parser.currentName();
        if (name.equals(METADATA)) {
          readMetadata();
        } else {
          entries.put(name, readEntry(name));
        }
      }
      if (parser.nextToken() != null) {
        throw InvalidFileException.of("header", "more than one JSON object", "one");
      }
    }

    private void readMetadata() throws IOException {
      if (parser.nextToken() == JsonToken.VALUE_NULL) {
        return; // the same as no metadata
      }
      requireToken(JsonToken.START_OBJECT, METADATA);
      while (parser.nextToken() == JsonToken.FIELD_NAME) {
        String name = parser.currentName();
        require(JsonToken.VALUE_STRING, METADATA + "." + name);
        metadata.put(name, parser.getText());
      }
    }

    private SafeTensorsEntry readEntry(String name) throws IOException {
      require(JsonToken.START_OBJECT, "tensor " + name);
      String dtype = null;
      long[] shape = null;
      long[] offsets = null;
      while (parser.nextToken() == JsonToken.FIELD_NAME) {
        switch (parser.currentName()) {
          case "dtype" -> {
            require(JsonToken.VALUE_STRING, name + ".dtype");
            dtype = parser.getText();
          }
          case "shape" -> shape = readNumbers(name + ".shape");
          case "data_offsets" -> offsets = readNumbers(name + ".data_offsets");
          default -> {
            parser.nextToken();
            parser.skipChildren();
          }
        }
      }
      if (dtype == null || shape == null || offsets == null || offsets.length != 2) {
        throw InvalidFileException.of(
            "tensor " + name, "something else", "dtype, shape and two data_offsets");
      }
      return new SafeTensorsEntry(name, dtype, shape, offsets[0], offsets[1]);
    }

    private long[] readNumbers(String what) throws IOException {
      require(JsonToken.START_ARRAY, what);
      List<Long> numbers = new ArrayList<>();
      while (parser.nextToken() == JsonToken.VALUE_NUMBER_INT) {
        numbers.add(parser.getLongValue());
      }
      if (parser.currentToken() != JsonToken.END_ARRAY) {
        throw InvalidFileException.of(what, word(parser.currentToken()), "whole numbers");
      }
      return numbers.stream().mapToLong(Long::longValue).toArray();
    }

    private void require(JsonToken token, String what) throws IOException {
      parser.nextToken();
      requireToken(token, what);
    }

    private void requireToken(JsonToken token, String what) {
      if (parser.currentToken() != token) {
        throw InvalidFileException.of(what, word(parser.currentToken()), word(token));
      }
    }

    // The name of a JSON value, by its first token.
    private static String word(JsonToken token) {
      if (token == null) {
        return "the end";
      }
      return switch (token) {
        case START_OBJECT -> "an object";
        case START_ARRAY -> "an array";
        case VALUE_STRING -> "a string";
        case VALUE_NUMBER_INT -> "an integer";
        case VALUE_NUMBER_FLOAT -> "a floating-point number";
        case VALUE_TRUE -> "true";
        case VALUE_FALSE -> "false";
        case VALUE_NULL -> "null";
        default -> "the end of a value";
      };
    }
  }
}
