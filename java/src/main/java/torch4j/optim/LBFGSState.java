package torch4j.optim;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import torch4j.Tensor;

/**
 * The state of {@link LBFGS}, with the names of Python's {@code state_dict}. Its tensors belong to
 * no scope.
 */
final class LBFGSState {
  static final List<String> NAMES =
      List.of(
          "func_evals",
          "n_iter",
          "al",
          "d",
          "t",
          "old_dirs",
          "old_stps",
          "ro",
          "H_diag",
          "prev_flat_grad",
          "prev_loss");

  private static final double MIN_CURVATURE = 1e-10; // Python's bound on ys

  private boolean initialized;
  private long funcEvals;
  private long nIter;
  private Tensor direction; // d; null before the first iteration
  private PythonScalar step; // t
  private final UnscopedTensors oldDirs = new UnscopedTensors(); // gradient differences y
  private final UnscopedTensors oldStps = new UnscopedTensors(); // parameter differences s
  private final UnscopedTensors ro = new UnscopedTensors(); // 1 / (y . s)
  private final UnscopedTensors al = new UnscopedTensors(); // coefficients of the last iteration
  private int alSize;
  private PythonScalar hDiag;
  private Tensor prevFlatGrad;
  private double prevLoss;

  long nIter() {
    return nIter;
  }

  Tensor direction() {
    return direction;
  }

  PythonScalar step() {
    return step;
  }

  void step(PythonScalar step) {
    this.step = step.unscoped();
  }

  double prevLoss() {
    return prevLoss;
  }

  void prevLoss(double loss) {
    prevLoss = loss;
  }

  void addFuncEvals(long count) {
    initialized = true;
    funcEvals += count;
  }

  /** Starts an iteration: computes the descent direction. */
  void computeDirection(Tensor flatGrad, int historySize) {
    nIter++;
    if (nIter == 1) {
      oldDirs.clear();
      oldStps.clear();
      ro.clear();
      hDiag = PythonScalar.of(1);
      direction = UnscopedTensors.replace(direction, flatGrad.neg());
    } else {
      updateMemory(flatGrad, historySize);
      direction = UnscopedTensors.replace(direction, lbfgsDirection(flatGrad, historySize));
    }
    prevFlatGrad = UnscopedTensors.replace(prevFlatGrad, flatGrad);
  }

  private void updateMemory(Tensor flatGrad, int historySize) {
    Tensor y = flatGrad.sub(prevFlatGrad);
    Tensor s = step.multiply(direction);
    Tensor ys = y.dot(s);
    if (!PythonScalar.of(ys).isAbove(MIN_CURVATURE)) {
      return;
    }
    if (oldDirs.size() == historySize) {
      oldDirs.removeFirst();
      oldStps.removeFirst();
      ro.removeFirst();
    }
    oldDirs.add(y);
    oldStps.add(s);
    ro.add(ys.reciprocal().mul(1.0));
    hDiag = PythonScalar.of(UnscopedTensor.of(ys.div(y.dot(y))));
  }

  // The two-loop recursion: the approximate inverse Hessian multiplied by the negative gradient.
  private Tensor lbfgsDirection(Tensor flatGrad, int historySize) {
    int numOld = oldDirs.size();
    if (alSize == 0) {
      alSize = historySize;
    }
    al.clear();
    var alpha = new Tensor[numOld];
    Tensor q = flatGrad.neg();
    for (int i = numOld - 1; i >= 0; i--) {
      alpha[i] = oldStps.get(i).dot(q).mul(ro.get(i));
      q.add_(oldDirs.get(i), alpha[i].neg().itemDouble());
    }
    Tensor r = hDiag.multiply(q);
    for (int i = 0; i < numOld; i++) {
      Tensor beta = oldDirs.get(i).dot(r).mul(ro.get(i));
      r.add_(oldStps.get(i), alpha[i].sub(beta).itemDouble());
      al.add(alpha[i]);
    }
    return r;
  }

  // ---- the state dict

  /** The state as Python's dictionary; empty before the first step. */
  Map<String, Object> write() {
    Map<String, Object> state = new LinkedHashMap<>();
    if (!initialized) {
      return state;
    }
    state.put("func_evals", funcEvals);
    state.put("n_iter", nIter);
    if (direction == null) {
      return state;
    }
    if (alSize > 0) {
      List<Tensor> padded = new ArrayList<>(al.toList());
      while (padded.size() < alSize) {
        padded.add(null);
      }
      state.put("al", padded);
    }
    state.put("d", UnscopedTensor.of(direction));
    state.put("t", step.toObject());
    state.put("old_dirs", oldDirs.toList());
    state.put("old_stps", oldStps.toList());
    state.put("ro", ro.toList());
    state.put("H_diag", hDiag.toObject());
    state.put("prev_flat_grad", UnscopedTensor.of(prevFlatGrad));
    state.put("prev_loss", prevLoss);
    return state;
  }

  /**
   * Reads the state from Python's dictionary.
   *
   * @throws IllegalArgumentException if a value is missing, or has another type or shape
   */
  static LBFGSState read(Map<?, ?> saved, List<Tensor> params) {
    var state = new LBFGSState();
    if (saved.isEmpty()) {
      return state;
    }
    var values = new LBFGSStateReader(saved, params);
    state.initialized = true;
    state.funcEvals = values.number("func_evals").longValue();
    state.nIter = values.number("n_iter").longValue();
    if (state.nIter == 0 && !saved.containsKey("d")) {
      return state;
    }
    state.direction = values.vector("d");
    state.step = values.scalar("t");
    values.vectors("old_dirs").forEach(state.oldDirs::addHandle);
    values.vectors("old_stps").forEach(state.oldStps::addHandle);
    values.scalars("ro").forEach(state.ro::addHandle);
    values.requireSameSizes("old_dirs", "old_stps", "ro");
    state.hDiag = values.scalar("H_diag");
    state.prevFlatGrad = values.vector("prev_flat_grad");
    state.prevLoss = values.number("prev_loss").doubleValue();
    if (saved.get("al") instanceof List<?> list) {
      state.alSize = list.size();
      values.scalars("al").forEach(state.al::addHandle);
    }
    return state;
  }

  /** Replaces this state by the other one, whose tensors it takes over. */
  void replaceBy(LBFGSState other) {
    initialized = other.initialized;
    funcEvals = other.funcEvals;
    nIter = other.nIter;
    direction = other.direction;
    step = other.step;
    oldDirs.replaceBy(other.oldDirs);
    oldStps.replaceBy(other.oldStps);
    ro.replaceBy(other.ro);
    al.replaceBy(other.al);
    alSize = other.alSize;
    hDiag = other.hDiag;
    prevFlatGrad = other.prevFlatGrad;
    prevLoss = other.prevLoss;
  }
}
