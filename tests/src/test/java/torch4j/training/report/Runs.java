package torch4j.training.report;

import java.util.LinkedHashMap;
import java.util.Map;
import torch4j.training.History;

/** Histories to be shown. */
final class Runs {
  private Runs() {}

  /** A run with everything a report shows: gaps, values that appear late, names to be escaped. */
  static History full(double scale) {
    var history = new History();
    for (int epoch = 0; epoch < 12; epoch++) {
      Map<String, Double> values = new LinkedHashMap<>();
      values.put("train_loss", epoch == 5 ? Double.NaN : scale * Math.exp(-0.3 * epoch));
      values.put("val_loss", scale * (Math.exp(-0.25 * epoch) + 0.05));
      values.put("train_accuracy", 1 - 0.6 * Math.exp(-0.3 * epoch));
      values.put("val_accuracy", 1 - 0.7 * Math.exp(-0.25 * epoch));
      values.put("lr", 1e-3);
      values.put("samples_per_second", 2000.0 + 50 * epoch);
      if (epoch > 3) {
        values.put("</script><b>\"odd\" & name", epoch == 4 ? Double.POSITIVE_INFINITY : -epoch);
      }
      history.add(new History.Epoch(epoch, 10L * (epoch + 1), 1.5, values));
    }
    for (int step = 1; step <= 120; step++) {
      history.add("lr", step, 1e-3 * (1 + Math.cos(Math.PI * step / 120)) / 2);
      history.add("grad_norm", step, step == 50 ? Double.NaN : 3.0 / step + 0.1);
    }
    history.setting("model", "Sequential <img src=x onerror=alert(1)>");
    history.setting("torch4j", "0.1.0");
    history.confusion("val_confusion", new long[][] {{50, 3, 0}, {4, 44, 2}, {0, 1, 60}});
    return history;
  }
}
