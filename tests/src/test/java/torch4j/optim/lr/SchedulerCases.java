package torch4j.optim.lr;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntToDoubleFunction;
import torch4j.optim.Adam;
import torch4j.optim.Optimizer;
import torch4j.optim.ParamGroup;
import torch4j.optim.Params;
import torch4j.optim.SGD;
import torch4j.optim.swa.SWALR;
import torch4j.testing.Golden;
import torch4j.testing.Tensors;

/** Creates the optimizers and schedulers of the golden file from Python's names and arguments. */
final class SchedulerCases {
  static final int MIDDLE = 120;

  private static final Map<String, IntToDoubleFunction> FUNCTIONS =
      Map.of(
          "decay", epoch -> Math.pow(0.95, epoch),
          "inverse", epoch -> 1.0 / (1 + epoch),
          "gentle", epoch -> epoch % 2 != 0 ? 0.999 : 0.99,
          "halves", x -> 1 / Math.pow(5, x * 0.0001),
          "negative", epoch -> 0.5 - epoch / 8.0);

  private SchedulerCases() {}

  /** An optimizer with two parameter groups, with the learning rates 0.1 and 0.03. */
  static Optimizer<?> optimizer(String name) {
    var first = List.of(Tensors.parameter(1));
    var second = List.of(Tensors.parameter(1));
    return name.equals("SGD")
        ? new SGD(
            SGD.options().momentum(0.9),
            Params.of(first, o -> o.lr(0.1)),
            Params.of(second, o -> o.lr(0.03)))
        : new Adam(
            Adam.options(), Params.of(first, o -> o.lr(0.1)), Params.of(second, o -> o.lr(0.03)));
  }

  /** A metric that decreases, fluctuates and stagnates. */
  static double metric(int step) {
    return 2.0 / (1 + Math.floorDiv(step, 25)) + step * 37 % 101 / 1000.0;
  }

  /** Restores the parameter groups as they were in the middle. */
  static void restore(Optimizer<?> optimizer, JsonNode groups) {
    for (int i = 0; i < groups.size(); i++) {
      ParamGroup<?> group = optimizer.paramGroups().get(i);
      groups
          .get(i)
          .properties()
          .forEach(
              field -> {
                double value = field.getValue().asDouble();
                switch (field.getKey()) {
                  case "lr" -> group.lr(value);
                  case "momentum" -> group.momentumOrBeta1(value);
                  default -> group.scheduled(field.getKey(), value);
                }
              });
    }
  }

  /** Creates the scheduler with this Python name. */
  static LRScheduler make(String name, JsonNode arguments, Optimizer<?> optimizer, int lastEpoch) {
    return switch (name) {
      case "LambdaLR" -> new LambdaLR(optimizer, lambdas(arguments, optimizer), lastEpoch);
      case "MultiplicativeLR" ->
          new MultiplicativeLR(optimizer, lambdas(arguments, optimizer), lastEpoch);
      case "ExponentialLR" ->
          new ExponentialLR(optimizer, arguments.get("gamma").asDouble(), lastEpoch);
      case "CyclicLR" -> cyclic(arguments, optimizer, lastEpoch);
      case "OneCycleLR" -> oneCycle(arguments, optimizer, lastEpoch);
      case "ReduceLROnPlateau" -> plateau(arguments, optimizer);
      case "SWALR" -> swa(arguments, optimizer, lastEpoch);
      case "SequentialLR" ->
          new SequentialLR(
              optimizer, schedulers(arguments, optimizer), ints(arguments.get("milestones")));
      case "ChainedScheduler" -> new ChainedScheduler(schedulers(arguments, optimizer));
      default -> simple(name, arguments, optimizer, lastEpoch);
    };
  }

  private static LRScheduler simple(
      String name, JsonNode arguments, Optimizer<?> optimizer, int lastEpoch) {
    double gamma = arguments.path("gamma").asDouble(0.1);
    double etaMin = arguments.path("eta_min").asDouble(0);
    return switch (name) {
      case "StepLR" ->
          new StepLR(
              optimizer,
              arguments.get("step_size").asInt(),
              StepLR.options().gamma(gamma).lastEpoch(lastEpoch));
      case "MultiStepLR" ->
          new MultiStepLR(
              optimizer,
              ints(arguments.get("milestones")),
              MultiStepLR.options().gamma(gamma).lastEpoch(lastEpoch));
      case "ConstantLR" ->
          new ConstantLR(
              optimizer,
              ConstantLR.options()
                  .factor(arguments.path("factor").asDouble(1.0 / 3))
                  .totalIters(arguments.path("total_iters").asInt(5))
                  .lastEpoch(lastEpoch));
      case "LinearLR" ->
          new LinearLR(
              optimizer,
              LinearLR.options()
                  .startFactor(arguments.path("start_factor").asDouble(1.0 / 3))
                  .endFactor(arguments.path("end_factor").asDouble(1))
                  .totalIters(arguments.path("total_iters").asInt(5))
                  .lastEpoch(lastEpoch));
      case "PolynomialLR" ->
          new PolynomialLR(
              optimizer,
              PolynomialLR.options()
                  .totalIters(arguments.path("total_iters").asInt(5))
                  .power(arguments.path("power").asDouble(1))
                  .lastEpoch(lastEpoch));
      case "CosineAnnealingLR" ->
          new CosineAnnealingLR(
              optimizer,
              arguments.get("T_max").asInt(),
              CosineAnnealingLR.options().etaMin(etaMin).lastEpoch(lastEpoch));
      case "CosineAnnealingWarmRestarts" ->
          new CosineAnnealingWarmRestarts(
              optimizer,
              arguments.get("T_0").asInt(),
              CosineAnnealingWarmRestarts.options()
                  .tMult(arguments.path("T_mult").asInt(1))
                  .etaMin(etaMin)
                  .lastEpoch(lastEpoch));
      default -> throw new IllegalArgumentException(name);
    };
  }

  private static LRScheduler cyclic(JsonNode arguments, Optimizer<?> optimizer, int lastEpoch) {
    CyclicLROptions options =
        CyclicLR.options()
            .stepSizeUp(arguments.get("step_size_up").asInt())
            .mode(enumOf(CyclicLR.Mode.TRIANGULAR, arguments.path("mode")))
            .gamma(arguments.path("gamma").asDouble(1))
            .scaleMode(enumOf(CyclicLR.ScaleMode.CYCLE, arguments.path("scale_mode")))
            .cycleMomentum(arguments.path("cycle_momentum").asBoolean(true))
            .baseMomentum(numbers(arguments.path("base_momentum"), 0.8))
            .maxMomentum(numbers(arguments.path("max_momentum"), 0.9))
            .lastEpoch(lastEpoch);
    if (arguments.has("step_size_down")) {
      options = options.stepSizeDown(arguments.get("step_size_down").asInt());
    }
    if (arguments.has("scale_fn")) {
      boolean inverse = arguments.get("scale_fn").asText().equals("inverse");
      options = options.scaleFn(x -> inverse ? 1 / (1 + x) : 1 / Math.pow(5, x * 0.0001));
    }
    return new CyclicLR(
        optimizer,
        numbers(arguments.get("base_lr"), 0),
        numbers(arguments.get("max_lr"), 0),
        options);
  }

  private static LRScheduler oneCycle(JsonNode arguments, Optimizer<?> optimizer, int lastEpoch) {
    OneCycleLROptions options =
        OneCycleLR.options()
            .pctStart(arguments.path("pct_start").asDouble(0.3))
            .annealStrategy(enumOf(AnnealStrategy.COS, arguments.path("anneal_strategy")))
            .cycleMomentum(arguments.path("cycle_momentum").asBoolean(true))
            .baseMomentum(numbers(arguments.path("base_momentum"), 0.85))
            .maxMomentum(numbers(arguments.path("max_momentum"), 0.95))
            .divFactor(arguments.path("div_factor").asDouble(25))
            .finalDivFactor(arguments.path("final_div_factor").asDouble(1e4))
            .threePhase(arguments.path("three_phase").asBoolean(false))
            .lastEpoch(lastEpoch);
    options =
        arguments.has("total_steps")
            ? options.totalSteps(arguments.get("total_steps").asInt())
            : options
                .epochs(arguments.get("epochs").asInt())
                .stepsPerEpoch(arguments.get("steps_per_epoch").asInt());
    return new OneCycleLR(optimizer, numbers(arguments.get("max_lr"), 0), options);
  }

  private static LRScheduler plateau(JsonNode arguments, Optimizer<?> optimizer) {
    return new ReduceLROnPlateau(
        optimizer,
        ReduceLROnPlateau.options()
            .mode(enumOf(ReduceLROnPlateau.Mode.MIN, arguments.path("mode")))
            .factor(arguments.path("factor").asDouble(0.1))
            .patience(arguments.path("patience").asInt(10))
            .threshold(arguments.path("threshold").asDouble(1e-4))
            .thresholdMode(
                enumOf(ReduceLROnPlateau.ThresholdMode.REL, arguments.path("threshold_mode")))
            .cooldown(arguments.path("cooldown").asInt(0))
            .minLr(numbers(arguments.path("min_lr"), 0))
            .eps(arguments.path("eps").asDouble(1e-8)));
  }

  private static LRScheduler swa(JsonNode arguments, Optimizer<?> optimizer, int lastEpoch) {
    return new SWALR(
        optimizer,
        numbers(arguments.get("swa_lr"), 0),
        SWALR
            .options()
            .annealEpochs(arguments.path("anneal_epochs").asInt(10))
            .annealStrategy(enumOf(AnnealStrategy.COS, arguments.path("anneal_strategy")))
            .lastEpoch(lastEpoch));
  }

  private static List<LRScheduler> schedulers(JsonNode arguments, Optimizer<?> optimizer) {
    var schedulers = new ArrayList<LRScheduler>();
    for (JsonNode inner : arguments.get("schedulers")) {
      schedulers.add(make(inner.get(0).asText(), inner.get(1), optimizer, -1));
    }
    return schedulers;
  }

  private static List<IntToDoubleFunction> lambdas(JsonNode arguments, Optimizer<?> optimizer) {
    JsonNode names = arguments.get("lr_lambda");
    return names.isArray()
        ? List.of(FUNCTIONS.get(names.get(0).asText()), FUNCTIONS.get(names.get(1).asText()))
        : Collections.nCopies(optimizer.paramGroups().size(), FUNCTIONS.get(names.asText()));
  }

  private static List<Double> numbers(JsonNode node, double defaultValue) {
    if (node.isMissingNode()) {
      return List.of(defaultValue);
    }
    return node.isArray()
        ? Arrays.stream(Golden.doubles(node)).boxed().toList()
        : List.of(node.asDouble());
  }

  private static List<Integer> ints(JsonNode node) {
    return Arrays.stream(Golden.longs(node)).mapToObj(Math::toIntExact).toList();
  }

  private static <E extends Enum<E>> E enumOf(E defaultValue, JsonNode name) {
    for (E constant : defaultValue.getDeclaringClass().getEnumConstants()) {
      if (constant.toString().equals(name.asText())) {
        return constant;
      }
    }
    return defaultValue;
  }

  /** Python's state dict as a Java map. */
  static Map<String, Object> state(JsonNode node) {
    var state = new LinkedHashMap<String, Object>();
    node.properties().forEach(field -> state.put(field.getKey(), toJava(field.getKey(), field)));
    return state;
  }

  private static Object toJava(String key, Map.Entry<String, JsonNode> field) {
    if (!key.equals("milestones")) {
      return toJava(field.getValue());
    }
    var counts = new LinkedHashMap<Long, Object>();
    field
        .getValue()
        .properties()
        .forEach(count -> counts.put(Long.valueOf(count.getKey()), toJava(count.getValue())));
    return counts;
  }

  private static Object toJava(JsonNode node) {
    return switch (node.getNodeType()) {
      case NULL -> null;
      case BOOLEAN -> node.asBoolean();
      case STRING -> text(node.asText());
      case ARRAY -> {
        var list = new ArrayList<Object>();
        node.forEach(item -> list.add(toJava(item)));
        yield list;
      }
      case OBJECT -> state(node);
      default -> node.isIntegralNumber() ? (Object) node.asLong() : (Object) node.asDouble();
    };
  }

  private static Object text(String text) {
    return switch (text) {
      case "inf" -> Double.POSITIVE_INFINITY;
      case "-inf" -> Double.NEGATIVE_INFINITY;
      default -> text;
    };
  }
}
