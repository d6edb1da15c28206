package torch4j.internal.graph;

import java.lang.ref.Reference;
import org.bytedeco.pytorch.Tensor;
import torch4j.ThreadState;

/** Anomaly detection, hooks of saved tensors, and assignments to {@code .grad}. */
public final class GraphSettings {
  private GraphSettings() {}

  /** Has what this thread saves for the backward pass packed, until closed. */
  public static ThreadState packing(SavedTensorPacking hooks) {
    NativeGraph.pushSavedHooks(hooks);
    return new ThreadState(NativeGraph::popSavedHooks);
  }

  /** Switches anomaly detection, of all threads. */
  public static void setAnomalyMode(boolean enabled, boolean checkNan) {
    NativeGraph.setAnomalyMode(enabled, checkNan);
  }

  public static boolean isAnomalyModeEnabled() {
    return NativeGraph.isAnomalyModeEnabled();
  }

  public static boolean checksNan() {
    return NativeGraph.checksNan();
  }

  /** The number of the backward pass that this thread runs; -1 if it runs none. */
  public static int graphTaskId() {
    return NativeGraph.graphTaskId();
  }

  /**
   * Sets {@code .grad}.
   *
   * @param grad null for none
   * @throws torch4j.TorchException if it does not fit
   */
  public static void setGrad(Tensor tensor, Tensor grad) {
    try {
      NativeGraph.setGrad(Addresses.of(tensor), grad == null ? 0 : Addresses.of(grad));
    } finally {
      Reference.reachabilityFence(tensor);
      Reference.reachabilityFence(grad);
    }
  }
}
