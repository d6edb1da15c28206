package torch4j.optim;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The update rules of the optimizers, with the ids of the native ones and the names of their
 * options and state in Python's state dicts. The ids 0 to 10 are indices into the table in
 * native/src/optim/update_rule.cpp.
 */
enum UpdateRule {
  RMSPROP(
      0,
      "lr momentum alpha eps centered weight_decay capturable foreach maximize differentiable",
      "step square_avg momentum_buffer grad_avg"),
  ADAGRAD(
      1,
      "lr lr_decay eps weight_decay initial_accumulator_value foreach maximize differentiable"
          + " fused",
      "step sum"),
  ADADELTA(
      2,
      "lr rho eps weight_decay maximize capturable foreach differentiable",
      "step square_avg acc_delta"),
  ADAMAX(
      3,
      "lr betas eps weight_decay foreach maximize differentiable capturable",
      "step exp_avg exp_inf"),
  NADAM(
      4,
      "lr betas eps weight_decay momentum_decay decoupled_weight_decay maximize foreach capturable"
          + " differentiable",
      "step mu_product exp_avg exp_avg_sq"),
  RADAM(
      5,
      "lr betas eps weight_decay maximize foreach capturable decoupled_weight_decay"
          + " differentiable",
      "step exp_avg exp_avg_sq"),
  RPROP(6, "lr etas step_sizes foreach maximize differentiable capturable", "step prev step_size"),
  ASGD(
      7,
      "lr lambd alpha t0 weight_decay foreach maximize differentiable capturable",
      "step eta mu ax"),
  SPARSE_ADAM(8, "lr betas eps maximize", "step exp_avg exp_avg_sq"),
  ADAFACTOR(
      9, "lr beta2_decay eps d weight_decay foreach maximize", "step row_var col_var variance"),
  MUON(
      10,
      "lr weight_decay momentum nesterov ns_coefficients eps ns_steps adjust_lr_fn",
      "momentum_buffer"),
  SGD(
      11,
      "lr momentum dampening weight_decay nesterov maximize foreach differentiable fused",
      "momentum_buffer"),
  ADAM(12, Names.ADAM_OPTIONS, Names.ADAM_STATE),
  ADAMW(13, Names.ADAM_OPTIONS, Names.ADAM_STATE),
  LBFGS(
      Names.NOT_NATIVE,
      "lr max_iter max_eval tolerance_grad tolerance_change history_size line_search_fn",
      ""),
  CUSTOM(Names.NOT_NATIVE, "", "");

  /** Values that several constants share. */
  private static final class Names {
    static final int NOT_NATIVE = -1;
    static final String ADAM_OPTIONS =
        "lr betas eps weight_decay amsgrad maximize foreach capturable differentiable fused"
            + " decoupled_weight_decay";
    static final String ADAM_STATE = "step exp_avg exp_avg_sq max_exp_avg_sq";
  }

  private final int id;

  @SuppressWarnings("ImmutableEnumChecker") // created by List.of
  private final List<String> optionNames;

  @SuppressWarnings("ImmutableEnumChecker") // created by List.of
  private final List<String> stateNames;

  UpdateRule(int id, String optionNames, String stateNames) {
    this.id = id;
    this.optionNames = words(optionNames);
    this.stateNames = words(stateNames);
  }

  private static List<String> words(String text) {
    return text.isEmpty() ? List.of() : List.of(text.split(" ", 0));
  }

  int id() {
    return id;
  }

  /** The names of a group's options in a state dict, in Python's order. */
  List<String> optionNames() {
    return optionNames;
  }

  /** The options that exist only in Python, with their defaults. */
  Map<String, Object> pythonOnly() {
    Map<String, Object> options = new LinkedHashMap<>();
    for (String name : optionNames) {
      switch (name) {
        case "foreach", "fused" -> options.put(name, null);
        case "capturable", "differentiable" -> options.put(name, false);
        default -> {}
      }
    }
    if (this == ADAM || this == ADAMW) {
      options.put("decoupled_weight_decay", decouples(null));
    }
    return options;
  }

  /**
   * The value of {@code decoupled_weight_decay} in a state dict: false for Adam, true for AdamW,
   * else the option itself.
   */
  Object decouples(Object option) {
    return switch (this) {
      case ADAM -> false;
      case ADAMW -> true;
      default -> option;
    };
  }

  /** The name of each slot of a parameter's state in a state dict. */
  List<String> stateNames() {
    return stateNames;
  }
}
