package torch4j.optim;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static torch4j.optim.OptimizerBadInputTest.assertRefused;
import static torch4j.optim.OptimizerBadInputTest.withGradient;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import torch4j.DType;
import torch4j.Tensor;
import torch4j.Torch;
import torch4j.amp.GradScaler;
import torch4j.optim.lr.CyclicLR;
import torch4j.optim.lr.StepLR;
import torch4j.testing.Golden;
import torch4j.testing.Tensors;

/** A user-defined optimizer supports what the built-in optimizers support. */
final class CustomOptimizerTest {
  private static final JsonNode GOLDEN = Golden.read("optim_db");
  private static final int STEPS = 5;

  private final Tensor param =
      Golden.tensor(GOLDEN.get("initial").get("shapes").get("float32").get(0)).requiresGrad_(true);
  private final Lion lion = new Lion(List.of(param), Lion.options().lr(0.1).weightDecay(0.5));

  private static void setGradient(Optimizer<?> optimizer, int step) {
    JsonNode gradients = GOLDEN.get("gradients").get("shapes").get("float32");
    Tensor param = optimizer.paramGroups().get(0).params().get(0);
    param.unwrap().mutable_grad().put(Golden.tensor(gradients.get(step).get(0)).unwrap());
  }

  @Test
  void steps_equalPython() {
    JsonNode golden = GOLDEN.get("lion");
    for (int step = 0; step < STEPS; step++) {
      try (var scope = Torch.scope()) {
        setGradient(lion, step);
        lion.step();
      }
    }
    OptimizerDbTest.assertClose(golden.get("after").get(0), param, "parameter");
    OptimizerDbTest.assertClose(
        golden.get("state").get("exp_avg"), lion.state(param).tensor("exp_avg"), "exp_avg");
    assertEquals(golden.get("state").get("step").asLong(), lion.state(param).get("step"));
  }

  @Test
  void stateDict_equalsPython() {
    setGradient(lion, 0);
    lion.step();
    Map<String, Object> dict = lion.stateDict();
    var group = (Map<?, ?>) ((List<?>) dict.get("param_groups")).get(0);
    List<String> names = new ArrayList<>();
    GOLDEN.get("lion").get("group").forEach(entry -> names.add(entry.get(0).asText()));
    assertEquals(names, List.copyOf(group.keySet()));
    assertEquals(List.of(0.9, 0.99), group.get("betas"));
    var state = (Map<?, ?>) ((Map<?, ?>) dict.get("state")).get(0L);
    assertEquals(1L, state.get("step"));
    Tensors.assertSame(
        lion.state(param).tensor("exp_avg"), (Tensor) state.get("exp_avg"), "exp_avg");
  }

  @Test
  void loadStateDict_andDeepCopy_continueLikeTheOriginal() {
    setGradient(lion, 0);
    lion.step();
    Tensor other = param.detach().clone().requiresGrad_(true);
    var loaded = new Lion(List.of(other), Lion.options());
    loaded.loadStateDict(lion.stateDict());
    Optimizer<Lion.Options> copy = lion.deepCopy();
    for (Optimizer<?> optimizer : List.of(lion, loaded, copy)) {
      setGradient(optimizer, 1);
      optimizer.step();
    }
    Tensors.assertSame(param, other, "loaded");
    Tensor copied = copy.paramGroups().get(0).params().get(0);
    Tensors.assertSame(param, copied, "copied");
    assertEquals(2L, copy.state(copied).get("step"));
    assertTrue(copy instanceof Lion);
  }

  @Test
  void loadStateDict_convertsAsInPython() {
    Tensor twice = Torch.ones(2).to(DType.float64).requiresGrad_(true);
    var optimizer = new Lion(List.of(twice), Lion.options());
    Map<String, Object> state =
        Map.of(
            "exp_avg",
            Torch.ones(2),
            "step",
            Tensor.wrap(org.bytedeco.pytorch.Tensor.create(3f)),
            "list",
            List.of(Torch.ones(1)));
    optimizer.loadStateDict(
        Map.of(
            "state", Map.of(0, state), "param_groups", optimizer.stateDict().get("param_groups")));
    ParameterState loaded = optimizer.state(twice);
    assertEquals(DType.float64, loaded.tensor("exp_avg").dtype());
    assertEquals(DType.float32, loaded.tensor("step").dtype());
    Tensor listed = (Tensor) ((List<?>) loaded.get("list")).get(0);
    assertEquals(DType.float64, listed.dtype());
    assertEquals(3, loaded.number("step", 0));
  }

  @Test
  void paramGroupsAndSchedulers_work() {
    Tensor second = withGradient(Torch.ones(2));
    var optimizer = new Lion(Lion.options(), Params.of(List.of(param)));
    optimizer.addParamGroup(Params.of(List.of(second), o -> o.lr(0.5)));
    var schedule = new StepLR(optimizer, 1);
    optimizer.step();
    schedule.step();
    assertEquals(0.05, optimizer.paramGroups().get(1).lr(), 1e-12);
    assertEquals(0.5, Tensors.values(second)[0], 1e-6);
    new CyclicLR(optimizer, 0.1, 0.2);
    assertEquals(0.9, optimizer.paramGroups().get(0).options().beta1());
  }

  @Test
  void hooksAndClosures_work() {
    List<String> calls = new ArrayList<>();
    lion.registerStepPreHook(o -> calls.add("before"));
    lion.registerStepPostHook(o -> calls.add("after"));
    Tensor loss =
        lion.step(
            () -> {
              calls.add("closure");
              lion.zeroGrad();
              Tensor sum = param.square().sum();
              sum.backward();
              return sum;
            });
    assertEquals(List.of("before", "closure", "after"), calls);
    assertEquals(1, lion.stepCount());
    assertTrue(loss.itemDouble() > 0);
  }

  @Test
  void scaledAndClippedSteps_work() {
    Tensor plain = Tensors.parameter(4);
    Tensor scaled = Tensors.parameter(4);
    var one = new Lion(List.of(plain), Lion.options());
    var other = new Lion(List.of(scaled), Lion.options());
    var scaler = new GradScaler(GradScaler.options().deviceType("cpu"));
    plain.sum().backward();
    Tensor norm = one.clipStep(1);
    scaler.scale(scaled.sum()).backward();
    Tensor unscaled = scaler.step(other, StepOptions.defaults().maxNorm(1));
    scaler.update();
    assertEquals(2, norm.itemDouble(), 1e-6);
    assertEquals(2, unscaled.itemDouble(), 1e-6);
    Tensors.assertSame(plain, scaled, "parameter");
    Tensors.assertSame(
        one.state(plain).tensor("exp_avg"), other.state(scaled).tensor("exp_avg"), "average");
    scaled.grad().fill_(Double.NaN);
    assertFalse(scaler.step(other));
    assertNull(one.step(StepOptions.defaults()));
    assertEquals(1L, other.state(scaled).get("step"));
    assertEquals(2L, one.state(plain).get("step"));
  }

  /**
   * Sharpness-aware minimization: evaluates the gradient at a perturbed point, and steps with it
   * from the original one.
   */
  private static final class SharpnessAware extends CustomOptimizer<SharpnessAware.Options> {
    record Options(double lr) implements OptimizerOptions<Options> {
      @Override
      public Options lr(double lr) {
        return new Options(lr);
      }
    }

    private double direction;

    SharpnessAware(List<Tensor> params) {
      super(params, new Options(0.5));
    }

    @Override
    protected Tensor stepWithClosure(Supplier<Tensor> closure) {
      Tensor loss = evaluate(closure);
      direction = 1;
      stepGroups();
      evaluate(closure);
      direction = -1;
      stepGroups();
      return loss;
    }

    private static Tensor evaluate(Supplier<Tensor> closure) {
      try (var grad = Torch.enableGrad()) {
        return closure.get();
      }
    }

    @Override
    protected void step(ParamGroup<Options> group) {
      for (Tensor param : group.params()) {
        param.add_(param.grad(), direction * group.lr());
      }
    }
  }

  @Test
  void stepWithClosure_overridden_mayCallTheClosureTwice() {
    Tensor one = Tensors.parameter(1);
    var optimizer = new SharpnessAware(List.of(one));
    Tensor loss =
        optimizer.step(
            () -> {
              optimizer.zeroGrad();
              Tensor square = one.square().sum();
              square.backward();
              return square;
            });
    assertEquals(1, loss.itemFloat());
    assertEquals(0, one.itemFloat()); // 1 + 0.5 * 2 = 2; 2 - 0.5 * 4
  }

  @Test
  void state_keepsItsValues() {
    ParameterState state = lion.state(param);
    try (var scope = Torch.scope()) {
      state.put("square", Torch.ones(2));
      state.tensor("cube", () -> Torch.ones(3));
    }
    assertEquals(2, Tensors.values(state.tensor("square")).length);
    assertEquals(3, Tensors.values(state.tensor("cube")).length);
    assertFalse(state.tensor("cube").requiresGrad());
    assertEquals(List.of("square", "cube"), List.copyOf(state.keySet()));
    assertEquals(
        "state.square: got " + state.get("square") + ", expected a number",
        assertThrows(IllegalStateException.class, () -> state.number("square", 0)).getMessage());
    assertEquals(
        "state.step: got null, expected a tensor",
        assertThrows(IllegalStateException.class, () -> state.tensor("step")).getMessage());
    state.remove("square");
    assertFalse(lion.state(param).containsKey("square"));
  }

  /** Options that are not a record. */
  private static final class PlainOptions implements OptimizerOptions<PlainOptions> {
    @Override
    public double lr() {
      return 1;
    }

    @Override
    public PlainOptions lr(double lr) {
      return this;
    }
  }

  private static final class PlainOptimizer extends CustomOptimizer<PlainOptions> {
    PlainOptimizer(List<Tensor> params) {
      super(params, new PlainOptions());
    }

    @Override
    protected void step(ParamGroup<PlainOptions> group) {}
  }

  @Test
  void invalidArguments_areRefused() {
    assertRefused(
        "lr: got -1.0, expected >= 0.0",
        () -> new Lion(List.of(Tensors.parameter(1)), Lion.options().lr(-1)));
    assertRefused(
        "beta1: got 1.5, expected 0 <= beta1 < 1",
        () -> new Lion(List.of(Tensors.parameter(1)), Lion.options().momentumOrBeta1(1.5)));
    assertRefused(
        "options: got a torch4j.optim.CustomOptimizerTest$PlainOptions, expected a record",
        () -> new PlainOptimizer(List.of(Tensors.parameter(1))));
    assertRefused(
        "param: got [3] float32, expected a parameter of this optimizer",
        () -> lion.state(Tensors.parameter(3)));
  }
}
