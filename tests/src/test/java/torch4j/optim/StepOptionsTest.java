package torch4j.optim;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static torch4j.optim.OptimizerBadInputTest.assertRefused;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import torch4j.DType;
import torch4j.Tensor;
import torch4j.Torch;
import torch4j.TorchException;
import torch4j.nn.utils.ClipGrad;
import torch4j.testing.Golden;
import torch4j.testing.Tensors;

/** Compares steps that unscale and clip with separate calls. */
final class StepOptionsTest {
  private static final double MAX_NORM = 0.7;

  static Stream<String> dense() {
    return OptimizerDefaultsTest.optimizers()
        .filter(
            optimizerName -> !optimizerName.equals("LBFGS") && !optimizerName.equals("SparseAdam"));
  }

  // ---- bitwise equal to separate calls

  @ParameterizedTest
  @MethodSource("dense")
  void unscaleClipAndStep_equalsSeparateCallsBitwise(String optimizerName) {
    for (double type : new double[] {2, 1, 3, Double.POSITIVE_INFINITY}) {
      var one = new Side(optimizerName, "{}");
      var separate = new Side(optimizerName, "{}");
      for (int i = 0; i < 3; i++) {
        try (var scope = Torch.scope()) {
          one.setGradients(i);
          separate.setGradients(i);
          Tensor norm =
              one.optimizer.step(
                  StepOptions.defaults()
                      .maxNorm(MAX_NORM)
                      .normType(type)
                      .invScale(number(0.37))
                      .keepGradients(true));
          assertTrue(separate.optimizer.unscaleGradients(number(0.37), number(0)));
          Tensor expected = ClipGrad.clipGradNorm_(separate.params, MAX_NORM, type, false);
          separate.optimizer.step();
          Tensors.assertSame(expected, norm, optimizerName + ": norm");
          separate.assertSame(one, true);
        }
      }
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "SGD {\"momentum\": 0.9, \"nesterov\": true, \"weight_decay\": 0.1}",
        "SGD {\"momentum\": 0.9, \"dampening\": 0.2, \"maximize\": true}",
        "Adam {\"amsgrad\": true, \"weight_decay\": 0.1}",
        "Adam {\"maximize\": true}",
        "AdamW {\"amsgrad\": true, \"maximize\": true, \"weight_decay\": 0.1}",
        "RMSprop {\"momentum\": 0.9, \"centered\": true}",
        "RMSprop {\"weight_decay\": 0.1}"
      })
  void options_haveTheEffectOfSeparateCalls(String nameAndOptions) {
    String[] parts = nameAndOptions.split(" ", 2);
    var one = new Side(parts[0], parts[1]);
    var separate = new Side(parts[0], parts[1]);
    for (int i = 0; i < 3; i++) {
      try (var scope = Torch.scope()) {
        one.setGradients(i);
        separate.setGradients(i);
        one.optimizer.clipStep(MAX_NORM);
        ClipGrad.clipGradNorm_(separate.params, MAX_NORM);
        separate.optimizer.step();
        separate.assertSame(one, false);
      }
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"SGD", "Adam", "RMSprop", "ASGD"})
  void complexGradients_clippedAsBySeparateCalls(String optimizerName) {
    List<Tensor> ours = complexParameters();
    List<Tensor> theirs = complexParameters();
    var one = OptimizerCase.make(optimizerName, ours, Golden.parse("{}"));
    var separate = OptimizerCase.make(optimizerName, theirs, Golden.parse("{}"));
    for (int i = 0; i < 3; i++) {
      setGradients(ours, i);
      setGradients(theirs, i);
      Tensor norm = one.clipStep(MAX_NORM);
      Tensors.assertSame(ClipGrad.clipGradNorm_(theirs, MAX_NORM), norm, "norm");
      separate.step();
      assertAllSame(theirs, ours);
    }
  }

  private static List<Tensor> complexParameters() {
    Tensor values = Torch.viewAsComplex(Tensors.sine(0.3, 5, 3, 2));
    return List.of(
        values.clone().requiresGrad_(true),
        values.to(DType.complex128).requiresGrad_(true),
        Tensors.sine(0.7, 3).requiresGrad_(true));
  }

  @Test
  void severalGroups_areClippedTogether() {
    List<Tensor> ours = parameters();
    List<Tensor> theirs = parameters();
    var one = twoGroups(ours);
    var separate = twoGroups(theirs);
    try (var scope = Torch.scope()) {
      setGradients(ours, 1);
      setGradients(theirs, 1);
      one.clipStep(MAX_NORM);
      ClipGrad.clipGradNorm_(theirs, MAX_NORM);
      separate.step();
    }
    assertAllSame(theirs, ours);
  }

  private static AdamW twoGroups(List<Tensor> params) {
    return new AdamW(
        AdamW.options(),
        Params.of(params.subList(0, 1)),
        Params.of(params.subList(1, params.size()), o -> o.lr(0.1).amsgrad(true)));
  }

  @Test
  void defaults_equalStep() {
    var one = new Side("AdamW", "{}");
    var separate = new Side("AdamW", "{}");
    one.setGradients(1);
    separate.setGradients(1);
    assertNull(one.optimizer.step(StepOptions.defaults()));
    separate.optimizer.step();
    separate.assertSame(one, true);
  }

  @Test
  void gradientsNotKept_areUnchanged() {
    var side = new Side("AdamW", "{}");
    side.setGradients(1);
    Tensor before = side.params.get(0).grad().clone();
    side.optimizer.step(StepOptions.defaults().maxNorm(MAX_NORM).invScale(number(0.5)));
    Tensors.assertSame(before, side.params.get(0).grad(), "gradient");
  }

  @Test
  void norm_isTheNormBeforeClipping() {
    var side = new Side("SGD", "{}");
    for (Tensor param : side.params) {
      param.unwrap().mutable_grad().put(Torch.zerosLike(param).unwrap());
    }
    Tensor.wrap(side.params.get(1).unwrap().mutable_grad()).fill_(2); // three of them
    assertEquals((float) Math.sqrt(12), side.optimizer.clipStep(1).itemFloat(), 1e-6);
  }

  @Test
  void noGradients_normIsZero() {
    var side = new Side("Adam", "{}");
    assertEquals(0, side.optimizer.clipStep(1).itemFloat());
    assertFalse(side.optimizer.unscaleGradients(number(1), number(0)));
  }

  // ---- infinities

  @ParameterizedTest
  @MethodSource("dense")
  void step_foundInf_leavesEverythingUnchanged(String optimizerName) {
    for (double value : new double[] {Double.POSITIVE_INFINITY, Double.NaN}) {
      var side = new Side(optimizerName, "{}");
      side.setGradients(1);
      side.optimizer.step();
      side.setGradients(2);
      Tensor.wrap(side.params.get(0).unwrap().mutable_grad())
          .flatten()
          .narrow(0, 4, 1)
          .fill_(value);
      var before = side.snapshot();
      Tensor found = number(0);
      var options = StepOptions.defaults().invScale(number(0.5)).foundInf(found);
      side.optimizer.step(options.maxNorm(1));
      assertEquals(1, found.itemFloat());
      assertAllSame(before, side.snapshot());
      found.zero_();
      assertNull(side.optimizer.step(options));
      assertEquals(1, found.itemFloat());
      assertAllSame(before, side.snapshot());
      side.optimizer.step(StepOptions.defaults().foundInf(found)); // found before
      assertAllSame(before, side.snapshot());
      found.zero_();
      side.setGradients(3);
      side.optimizer.step(options.maxNorm(1));
      assertEquals(0, found.itemFloat());
      assertFalse(side.params.get(0).equal(before.get(0)));
    }
  }

  @Test
  void errorIfNonfinite_throwsAndChangesNothing() {
    var side = new Side("AdamW", "{}");
    side.setGradients(1);
    Tensor.wrap(side.params.get(0).unwrap().mutable_grad()).fill_(Double.POSITIVE_INFINITY);
    var before = side.snapshot();
    var options = StepOptions.defaults().maxNorm(1).errorIfNonfinite(true);
    var error = assertThrows(TorchException.class, () -> side.optimizer.step(options));
    assertTrue(
        error
            .getMessage()
            .startsWith("norm: got inf, expected a finite value; The total norm of order 2 "),
        error.getMessage());
    assertAllSame(before, side.snapshot());
  }

  // ---- hooks

  @Test
  void hooks_areCalledBeforeAndAfterTheStep() {
    var side = new Side("AdamW", "{}");
    side.setGradients(1);
    List<String> calls = new ArrayList<>();
    Tensor before = side.params.get(0).detach().clone();
    side.optimizer.registerStepPreHook(o -> calls.add("pre " + side.params.get(0).equal(before)));
    side.optimizer.registerStepPostHook(o -> calls.add("post " + side.params.get(0).equal(before)));
    side.optimizer.clipStep(1);
    assertEquals(List.of("pre true", "post false"), calls);
    assertEquals(1, side.optimizer.stepCount());
  }

  // ---- invalid arguments

  @Test
  void invalidOptions_areRefused() {
    var options = StepOptions.defaults();
    assertRefused("maxNorm: got -1.0, expected >= 0.0", () -> options.maxNorm(-1));
    assertRefused("maxNorm: got NaN, expected >= 0.0", () -> options.maxNorm(Double.NaN));
    assertRefused(
        "normType: got NaN, expected a number or infinity", () -> options.normType(Double.NaN));
    assertRefused(
        "invScale: got [2] float32, expected one float32", () -> options.invScale(Torch.ones(2)));
    assertRefused(
        "foundInf: got [1] float64, expected one float32",
        () -> options.foundInf(Torch.ones(1).to(DType.float64)));
    var side = new Side("SGD", "{}");
    assertRefused("maxNorm: got -1.0, expected >= 0.0", () -> side.optimizer.clipStep(-1));
    assertRefused(
        "foundInf: got [2] float32, expected one float32",
        () -> side.optimizer.unscaleGradients(number(1), Torch.ones(2)));
  }

  @Test
  void closedTensor_isRefused() {
    Tensor closed = number(1);
    var options = StepOptions.defaults().invScale(closed);
    closed.close();
    var side = new Side("SGD", "{}");
    String message =
        "invScale: got a closed tensor, expected an open one; Torch.keep keeps it beyond its scope or step";
    assertEquals(
        message,
        assertThrows(IllegalStateException.class, () -> side.optimizer.step(options)).getMessage());
    assertEquals(
        message,
        assertThrows(IllegalStateException.class, () -> StepOptions.defaults().invScale(closed))
            .getMessage());
  }

  @Test
  void lbfgs_isRefused() {
    var optimizer = new LBFGS(List.of(Tensors.parameter(2)));
    var error = assertThrows(IllegalStateException.class, () -> optimizer.clipStep(1));
    assertEquals(
        "closure: got none, expected one; LBFGS evaluates the loss several times per step",
        error.getMessage());
    assertEquals(0, optimizer.stepCount());
  }

  @ParameterizedTest
  @MethodSource("dense")
  void unsupportedGradients_areRefusedAndNothingChanges(String optimizerName) {
    if (optimizerName.equals("Muon")) {
      return; // takes no parameters but matrices, of which the golden cases are
    }
    var side = new Side(optimizerName, "{}");
    side.setGradients(1);
    side.optimizer.step();
    Tensor last = side.params.get(side.params.size() - 1);
    var before = side.snapshot();
    last.unwrap()
        .mutable_grad()
        .put(Torch.ones(last.shape()).to(DType.bfloat16).toSparse().unwrap());
    assertTorchException(
        optimizerName.equals("SGD") || optimizerName.equals("Adagrad")
            ? "expected a dense tensor; clipping by norm does not support sparse gradients"
            : "does not support sparse gradients",
        side);
    Tensor whole = Torch.ones(3).to(DType.int32);
    var wholeSide = new Side(optimizerName, "{}", whole);
    wholeSide.setGradients(1);
    whole.unwrap().mutable_grad().put(Torch.ones(3).to(DType.int32).unwrap());
    var wholeBefore = wholeSide.snapshot();
    assertTorchException("got Int [3], expected floating-point numbers", wholeSide);
    assertAllSame(wholeBefore, wholeSide.snapshot());
    last.unwrap().mutable_grad().put(before.get(before.size() - 1).unwrap());
    assertAllSame(before.subList(0, 2), side.snapshot().subList(0, 2));
  }

  @Test
  void unscaleGradients_float16_isRefused() {
    Tensor half = Torch.ones(2).to(DType.float16).requiresGrad_(true);
    half.unwrap().mutable_grad().put(Torch.ones(2).to(DType.float16).unwrap());
    var optimizer = new SGD(List.of(half));
    var error =
        assertThrows(TorchException.class, () -> optimizer.unscaleGradients(number(1), number(0)));
    assertEquals(
        "unscaleGradients: a gradient: got Half [2], expected a wider dtype; Attempting to unscale"
            + " FP16 gradients.",
        error.getMessage());
  }

  private static void assertTorchException(String message, Side side) {
    var error = assertThrows(TorchException.class, () -> side.optimizer.clipStep(1));
    assertTrue(error.getMessage().endsWith(message), error.getMessage());
  }

  // ---- common

  private static Tensor number(double value) {
    return Torch.full(new long[] {}, (float) value).to(DType.float32);
  }

  private static List<Tensor> parameters() {
    Torch.init();
    return List.of(
        Tensors.sine(0.3, 37, 5).requiresGrad_(true),
        Tensors.sine(0.7, 3, 1).requiresGrad_(true),
        Tensors.sine(0.9, 100, 3).to(DType.float64).requiresGrad_(true),
        Tensors.sine(1.1, 19, 2).to(DType.bfloat16).requiresGrad_(true));
  }

  private static void setGradients(List<Tensor> params, int seed) {
    for (Tensor param : params) {
      Tensor gradient = Tensors.sine(1.7 + seed, param.shape()).mul_(50);
      param.unwrap().mutable_grad().put(gradient.to(param.dtype()).unwrap());
    }
  }

  private static void assertAllSame(List<Tensor> expected, List<Tensor> actual) {
    assertEquals(expected.size(), actual.size());
    for (int i = 0; i < expected.size(); i++) {
      Tensors.assertSame(expected.get(i), actual.get(i), "tensor " + i);
    }
  }

  /** An optimizer and its parameters. */
  private static final class Side {
    final List<Tensor> params = new ArrayList<>(parameters());
    final Optimizer<?> optimizer;

    Side(String optimizerName, String options, Tensor... more) {
      params.addAll(List.of(more));
      optimizer = OptimizerCase.make(optimizerName, params, Golden.parse(options));
    }

    void setGradients(int seed) {
      StepOptionsTest.setGradients(params, seed);
    }

    /** Copies of parameters, state and gradients. */
    List<Tensor> snapshot() {
      List<Tensor> all = new ArrayList<>();
      params.forEach(param -> all.add(param.detach().clone()));
      all.addAll(state());
      params.forEach(param -> all.add(param.grad().clone()));
      return all;
    }

    private List<Tensor> state() {
      List<Tensor> all = new ArrayList<>();
      for (int i = 0; i < params.size(); i++) {
        for (Object value : optimizer.state(params.get(i)).values()) {
          if (value instanceof Tensor tensor) {
            all.add(tensor.clone());
          }
        }
      }
      return all;
    }

    void assertSame(Side other, boolean gradients) {
      int count = gradients ? snapshot().size() : snapshot().size() - params.size();
      assertAllSame(snapshot().subList(0, count), other.snapshot().subList(0, count));
    }
  }
}
