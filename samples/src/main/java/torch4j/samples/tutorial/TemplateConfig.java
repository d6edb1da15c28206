package torch4j.samples.tutorial;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import torch4j.samples.SampleException;

/**
 * What a run of {@link Template} is given.
 *
 * @param lr the learning rate
 * @param epochs how many epochs it trains
 * @param batchSize how many images a batch has
 * @param samples on how many images it trains
 * @param data the folder of the images
 * @param logDir where the report and the best model go
 */
record TemplateConfig(
    double lr, int epochs, int batchSize, int samples, String data, String logDir) {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final TemplateConfig DEFAULTS =
      new TemplateConfig(
          0.001, 5, 64, 60_000, "/usr/share/datasets/fashion-mnist", "runs/template");

  TemplateConfig {
    if (!(lr > 0) || epochs < 0 || batchSize < 1 || samples < 1 || samples > 60_000) {
      throw new SampleException(
          "settings: got lr=%s epochs=%d batchSize=%d samples=%d, expected none below 1, or 0 epochs, and at most 60000 samples"
              .formatted(lr, epochs, batchSize, samples));
    }
  }

  /** The defaults, what a JSON file says, and what options say, which is strongest. */
  static TemplateConfig of(Path file, Map<String, Object> options) {
    ObjectNode settings = JSON.valueToTree(DEFAULTS);
    if (file != null) {
      settings.setAll(read(file));
    }
    settings.setAll((ObjectNode) JSON.valueToTree(options));
    try {
      return JSON.treeToValue(settings, TemplateConfig.class);
    } catch (JsonProcessingException e) {
      if (e.getCause() instanceof SampleException refused) {
        throw refused;
      }
      throw new SampleException("settings: " + e.getOriginalMessage());
    }
  }

  private static ObjectNode read(Path file) {
    try {
      JsonNode read = JSON.readTree(file.toFile());
      if (read instanceof ObjectNode settings) {
        return settings;
      }
      throw new SampleException("--config: got " + file + ", expected an object of JSON");
    } catch (IOException e) {
      throw new SampleException("--config: got " + file + ", expected JSON: " + e.getMessage());
    }
  }
}
