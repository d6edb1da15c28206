package torch4j.optim;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The native side's algorithms, in the order of native/src/optim/algorithm.cpp, and those that have
 * no place there, with the names that Python gives their state.
 */
enum Algorithm {
  RMSPROP(0, "step", "square_avg", "momentum_buffer", "grad_avg"),
  ADAGRAD(1, "step", "sum"),
  ADADELTA(2, "step", "square_avg", "acc_delta"),
  ADAMAX(3, "step", "exp_avg", "exp_inf"),
  NADAM(4, "step", "mu_product", "exp_avg", "exp_avg_sq"),
  RADAM(5, "step", "exp_avg", "exp_avg_sq"),
  RPROP(6, "step", "prev", "step_size"),
  ASGD(7, "step", "eta", "mu", "ax"),
  SPARSE_ADAM(8, "step", "exp_avg", "exp_avg_sq"),
  ADAFACTOR(9, "step", "row_var", "col_var", "variance"),
  MUON(10, "momentum_buffer"),
  SGD(11, "momentum_buffer"),
  ADAM(12, "step", "exp_avg", "exp_avg_sq", "max_exp_avg_sq"),
  ADAMW(13, "step", "exp_avg", "exp_avg_sq", "max_exp_avg_sq"),
  LBFGS(14);

  private final int id;

  @SuppressWarnings("ImmutableEnumChecker") // it is of List.of
  private final List<String> stateNames;

  Algorithm(int id, String... stateNames) {
    this.id = id;
    this.stateNames = List.of(stateNames);
  }

  int id() {
    return id;
  }

  /** The options that Python has and torch4j has not, with the values that they have here. */
  Map<String, Object> pythonOnly() {
    Map<String, Object> options = new LinkedHashMap<>();
    switch (this) {
      case SGD, ADAGRAD -> {
        options.put("foreach", null);
        options.put("differentiable", false);
        options.put("fused", true);
      }
      case ADAM, ADAMW -> {
        options.put("foreach", null);
        options.put("capturable", false);
        options.put("differentiable", false);
        options.put("fused", true);
        options.put("decoupled_weight_decay", this == ADAMW);
      }
      case ADAFACTOR -> options.put("foreach", null);
      case SPARSE_ADAM, MUON, LBFGS -> {}
      default -> {
        options.put("foreach", null);
        options.put("capturable", false);
        options.put("differentiable", false);
      }
    }
    return options;
  }

  /** What each slot of a parameter's state is called in a state dict. */
  List<String> stateNames() {
    return stateNames;
  }
}
