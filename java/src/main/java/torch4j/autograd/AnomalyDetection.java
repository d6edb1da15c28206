package torch4j.autograd;

import torch4j.internal.graph.GraphSettings;

/**
 * The detection of anomalies in backward passes, until closed. Same as {@code
 * torch.autograd.detect_anomaly}. It is one setting of all threads: of several the one made last
 * holds, and closing brings back what was before.
 */
public final class AnomalyDetection implements AutoCloseable {
  private final boolean wasEnabled = GraphSettings.isAnomalyModeEnabled();
  private final boolean checkedNan = GraphSettings.checksNan();
  private boolean closed;

  AnomalyDetection(boolean checkNan) {
    GraphSettings.setAnomalyMode(true, checkNan);
  }

  /** Brings back the setting from before. Closing twice does nothing. */
  @Override
  public void close() {
    if (!closed) {
      closed = true;
      GraphSettings.setAnomalyMode(wasEnabled, checkedNan);
    }
  }
}
