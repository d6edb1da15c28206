package torch4j.optim;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;

/** What {@link LBFGS} keeps from iteration to iteration; its tensors belong to no scope. */
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

  private static final double LEAST_CURVATURE = 1e-10;

  private boolean begun;
  private long evaluations;
  private long iterations;
  private Tensor direction; // null before the first iteration
  private PythonScalar step;
  private final UnscopedTensors changes = new UnscopedTensors(); // of the gradient: old_dirs
  private final UnscopedTensors moves = new UnscopedTensors(); // of the parameters: old_stps
  private final UnscopedTensors reciprocals = new UnscopedTensors(); // of their products: ro
  private final UnscopedTensors weights = new UnscopedTensors(); // the last direction's: al
  private int weightsSize;
  private PythonScalar scale;
  private Tensor gradientBefore;
  private double lossBefore;

  long iterations() {
    return iterations;
  }

  Tensor direction() {
    return direction;
  }

  PythonScalar step() {
    return step;
  }

  void step(PythonScalar step) {
    this.step = step.kept();
  }

  double lossBefore() {
    return lossBefore;
  }

  void lossBefore(double loss) {
    lossBefore = loss;
  }

  void count(long more) {
    begun = true;
    evaluations += more;
  }

  /** Begins an iteration: finds the direction of the next step. */
  void turn(Tensor gradient, int historySize) {
    iterations++;
    if (iterations == 1) {
      changes.clear();
      moves.clear();
      reciprocals.clear();
      scale = PythonScalar.of(1);
      direction = UnscopedTensors.replace(direction, gradient.neg());
    } else {
      remember(gradient, historySize);
      direction = UnscopedTensors.replace(direction, turned(gradient, historySize));
    }
    gradientBefore = UnscopedTensors.replace(gradientBefore, gradient);
  }

  private void remember(Tensor gradient, int historySize) {
    Tensor change = gradient.sub(gradientBefore);
    Tensor move = step.multiply(direction);
    Tensor product = change.dot(move);
    if (!PythonScalar.of(product).isAbove(LEAST_CURVATURE)) {
      return;
    }
    if (changes.size() == historySize) {
      changes.removeFirst();
      moves.removeFirst();
      reciprocals.removeFirst();
    }
    changes.add(change);
    moves.add(move);
    reciprocals.add(product.reciprocal().mul(new Scalar(1.0)));
    scale = PythonScalar.of(UnscopedTensor.of(product.div(change.dot(change))));
  }

  // The approximate inverse Hessian times the gradient, downwards.
  private Tensor turned(Tensor gradient, int historySize) {
    int known = changes.size();
    if (weightsSize == 0) {
      weightsSize = historySize;
    }
    weights.clear();
    var now = new Tensor[known];
    Tensor result = gradient.neg();
    for (int i = known - 1; i >= 0; i--) {
      now[i] = moves.get(i).dot(result).mul(reciprocals.get(i));
      result.add_(changes.get(i), new Scalar(now[i].neg().item_double()));
    }
    result = scale.multiply(result);
    for (int i = 0; i < known; i++) {
      Tensor back = changes.get(i).dot(result).mul(reciprocals.get(i));
      result.add_(moves.get(i), new Scalar(now[i].sub(back).item_double()));
      weights.add(now[i]);
    }
    return result;
  }

  // ---- the state dict

  /** Python's names and values; empty before the first step. */
  Map<String, Object> write() {
    Map<String, Object> state = new LinkedHashMap<>();
    if (!begun) {
      return state;
    }
    state.put("func_evals", evaluations);
    state.put("n_iter", iterations);
    if (direction == null) {
      return state;
    }
    if (weightsSize > 0) {
      List<Tensor> padded = new ArrayList<>(weights.toList());
      while (padded.size() < weightsSize) {
        padded.add(null);
      }
      state.put("al", padded);
    }
    state.put("d", UnscopedTensor.of(direction));
    state.put("t", step.toObject());
    state.put("old_dirs", changes.toList());
    state.put("old_stps", moves.toList());
    state.put("ro", reciprocals.toList());
    state.put("H_diag", scale.toObject());
    state.put("prev_flat_grad", UnscopedTensor.of(gradientBefore));
    state.put("prev_loss", lossBefore);
    return state;
  }

  /**
   * The state of a dictionary.
   *
   * @throws IllegalArgumentException if a value is missing, or has another type or shape
   */
  static LBFGSState read(Map<?, ?> saved, List<Tensor> params) {
    var state = new LBFGSState();
    if (saved.isEmpty()) {
      return state;
    }
    var values = new LBFGSStateDict(saved, params);
    state.begun = true;
    state.evaluations = values.number("func_evals").longValue();
    state.iterations = values.number("n_iter").longValue();
    if (state.iterations == 0 && !saved.containsKey("d")) {
      return state;
    }
    state.direction = values.vector("d");
    state.step = values.scalar("t");
    values.vectors("old_dirs").forEach(state.changes::addHandle);
    values.vectors("old_stps").forEach(state.moves::addHandle);
    values.scalars("ro").forEach(state.reciprocals::addHandle);
    values.requireSameSizes("old_dirs", "old_stps", "ro");
    state.scale = values.scalar("H_diag");
    state.gradientBefore = values.vector("prev_flat_grad");
    state.lossBefore = values.number("prev_loss").doubleValue();
    if (saved.get("al") instanceof List<?> weights) {
      state.weightsSize = weights.size();
      values.scalars("al").forEach(state.weights::addHandle);
    }
    return state;
  }

  /** Takes over all that the other state has. */
  void replaceBy(LBFGSState other) {
    begun = other.begun;
    evaluations = other.evaluations;
    iterations = other.iterations;
    direction = other.direction;
    step = other.step;
    changes.replaceBy(other.changes);
    moves.replaceBy(other.moves);
    reciprocals.replaceBy(other.reciprocals);
    weights.replaceBy(other.weights);
    weightsSize = other.weightsSize;
    scale = other.scale;
    gradientBefore = other.gradientBefore;
    lossBefore = other.lossBefore;
  }
}
