package torch4j.optim;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import torch4j.DType;
import torch4j.Tensor;
import torch4j.Torch;
import torch4j.TorchException;
import torch4j.testing.Golden;
import torch4j.testing.Tensors;

/** Unsupported parameters and gradients are refused, and nothing is changed then. */
final class OptimizerBadInputTest {
  private static final JsonNode NO_OPTIONS = JsonNodeFactory.instance.objectNode();

  static Stream<String> optimizers() {
    return OptimizerDefaultsTest.optimizers();
  }

  @ParameterizedTest
  @MethodSource("optimizers")
  void emptyGroup_isRefused(String optimizerName) {
    assertRefused(
        "params: got an empty list, expected at least one tensor",
        () -> make(optimizerName, List.of()));
  }

  @ParameterizedTest
  @MethodSource("optimizers")
  void parameterTwice_isRefused(String optimizerName) {
    Tensor parameter = Tensors.parameter(2, 2);
    assertRefused(
        "params[1]: got [2, 2] float32 for the second time, expected each parameter once, in one"
            + " group",
        () -> make(optimizerName, List.of(parameter, parameter)));
  }

  @ParameterizedTest
  @MethodSource("optimizers")
  void nonLeaf_isRefused(String optimizerName) {
    Tensor parameter = Tensors.parameter(2, 2);
    assertRefused(
        "params[0]: got a non-leaf tensor [2, 2] float32, expected a leaf",
        () -> make(optimizerName, List.of(parameter.add(parameter))));
  }

  @ParameterizedTest
  @MethodSource("optimizers")
  void closedTensor_isRefused(String optimizerName) {
    Tensor closed = Tensors.parameter(2, 2);
    closed.close();
    var error =
        assertThrows(IllegalStateException.class, () -> make(optimizerName, List.of(closed)));
    assertEquals(
        "params[0]: got a closed tensor, expected an open one; Torch.keep keeps it beyond its scope or step",
        error.getMessage());
  }

  @Test
  void addParamGroup_refused_changesNothing() {
    Tensor first = Tensors.parameter(2);
    Tensor other = Tensors.parameter(3);
    var optimizer = new SGD(List.of(first));
    assertRefused(
        "params[1]: got [2] float32 for the second time, expected each parameter once, in one"
            + " group",
        () -> optimizer.addParamGroup(Params.of(List.of(other, first))));
    assertRefused(
        "params: got an empty list, expected at least one tensor",
        () -> optimizer.addParamGroup(Params.of(List.of())));
    assertRefused(
        "lr: got -1.0, expected >= 0.0",
        () -> optimizer.addParamGroup(Params.of(List.of(other), o -> o.lr(-1))));
    assertEquals(1, optimizer.paramGroups().size());
    optimizer.addParamGroup(Params.of(List.of(other))); // was not taken by what was refused
    assertEquals(2, optimizer.paramGroups().size());
  }

  @Test
  void muon_withAVector_isRefused() {
    assertRefused(
        "params[1]: got [3] float32, expected a matrix; Muon only supports 2D parameters",
        () -> new Muon(List.of(Tensors.parameter(2, 3), Tensors.parameter(3))));
    var optimizer = new Muon(List.of(Tensors.parameter(2, 3)));
    assertRefused(
        "params[0]: got [3] float32, expected a matrix; Muon only supports 2D parameters",
        () -> optimizer.addParamGroup(Params.of(List.of(Tensors.parameter(3)))));
    assertEquals(1, optimizer.paramGroups().size());
  }

  // ---- gradients

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Adam",
        "AdamW",
        "RMSprop",
        "Adadelta",
        "Adamax",
        "NAdam",
        "RAdam",
        "Rprop",
        "ASGD",
        "Adafactor",
        "Muon"
      })
  void step_sparseGradient_isRefusedAndChangesNothing(String optimizerName) {
    Tensor dense = withGradient(Torch.ones(2, 2));
    Tensor sparse = withGradient(Torch.ones(2, 2).toSparse());
    var optimizer = make(optimizerName, List.of(dense, sparse));
    var error = assertThrows(TorchException.class, optimizer::step);
    assertEquals(
        optimizerName
            + ": gradient of parameter 1 in group 0: got Sparse [2, 2], expected a dense one; "
            + optimizerName
            + " does not support sparse gradients",
        error.getMessage());
    assertUnchanged(optimizer, dense, sparse);
  }

  @Test
  void sparseAdam_denseGradient_isRefusedAndChangesNothing() {
    Tensor sparse = withGradient(Torch.ones(2, 2).toSparse());
    Tensor dense = withGradient(Torch.ones(2, 2));
    var optimizer =
        new SparseAdam(SparseAdam.options(), Params.of(List.of(sparse)), Params.of(List.of(dense)));
    var error = assertThrows(TorchException.class, optimizer::step);
    assertEquals(
        "SparseAdam: gradient of parameter 0 in group 1: got Strided [2, 2], expected a sparse one;"
            + " SparseAdam does not support dense gradients, please consider Adam instead",
        error.getMessage());
    assertUnchanged(optimizer, sparse, dense);
  }

  @Test
  void adagrad_sparseGradientAndWeightDecay_isRefusedAndChangesNothing() {
    Tensor sparse = withGradient(Torch.ones(2, 2).toSparse());
    var optimizer = new Adagrad(List.of(sparse), Adagrad.options().weightDecay(0.1));
    var error = assertThrows(TorchException.class, optimizer::step);
    assertEquals(
        "Adagrad: weightDecay: got 0.1, expected 0 for a sparse gradient; weight_decay option is not"
            + " compatible with sparse gradients",
        error.getMessage());
    assertEquals(1, Tensors.values(sparse)[0]);
  }

  @Test
  void sgd_incompatibleSparseGradient_isRefusedAndChangesNothing() {
    Tensor dense = withGradient(Torch.ones(2, 2));
    Tensor sparse = withGradient(Torch.ones(2, 2).toSparse());
    assertSparseRefused(
        "got Sparse Float [2, 2], expected a dense one with weightDecay 0.1",
        new SGD(List.of(dense, sparse), SGD.options().weightDecay(0.1)));
    var momentum = new SGD(List.of(dense, sparse), SGD.options().lr(0).momentum(0.5));
    momentum.step();
    sparse.unwrap().mutable_grad().put(Torch.ones(2, 2).unwrap());
    assertSparseRefused(
        "got Strided Float [2, 2], expected a sparse one, as the momentum buffer is", momentum);
    var nesterov =
        new SGD(List.of(dense, sparse), SGD.options().lr(0).momentum(0.5).nesterov(true));
    nesterov.step();
    sparse.unwrap().mutable_grad().put(Torch.ones(2, 2).toSparse().unwrap());
    assertSparseRefused(
        "got Sparse Float [2, 2], expected a dense one, as the Nesterov momentum buffer is",
        nesterov);
    assertEquals(1, Tensors.values(dense)[0]);
    assertEquals(1, Tensors.values((Tensor) nesterov.state(dense).get("momentum_buffer"))[0]);
  }

  private static void assertSparseRefused(String message, SGD optimizer) {
    var error = assertThrows(TorchException.class, optimizer::step);
    assertEquals("SGD: gradient of parameter 1 in group 0: " + message, error.getMessage());
  }

  @ParameterizedTest
  @ValueSource(strings = {"Adafactor", "Muon"})
  void complexParameter_isRefusedAtTheStepAndNothingChanges(String optimizerName) {
    Tensor real = withGradient(Torch.ones(2, 2));
    Tensor complex = Torch.ones(2, 2).to(DType.complex64).requiresGrad_(true);
    complex.unwrap().mutable_grad().put(complex.detach().clone().unwrap());
    var optimizer = make(optimizerName, List.of(real, complex));
    var error = assertThrows(TorchException.class, optimizer::step);
    assertEquals(
        optimizerName
            + ": parameter 1 in group 0: got ComplexFloat [2, 2], expected real numbers; "
            + optimizerName
            + " does not support complex parameters",
        error.getMessage());
    assertUnchanged(optimizer, real);
  }

  @Test
  void sparseAdam_complexOrSparseParameter_isRefused() {
    assertRefused(
        "params[0]: got [2] complex64, expected real numbers; SparseAdam does not support complex"
            + " parameters",
        () -> new SparseAdam(List.of(Torch.ones(2).to(DType.complex64))));
    assertRefused(
        "params[1]: got sparse [2] float32, expected a dense tensor; SparseAdam requires dense"
            + " parameter tensors",
        () -> new SparseAdam(List.of(Tensors.parameter(2), Torch.ones(2).toSparse())));
  }

  /** A gradient that was set by hand, without the check of the autograd engine. */
  @ParameterizedTest
  @ValueSource(strings = {"SGD", "Adam", "RMSprop", "Adagrad", "Adamax"})
  void step_gradientOfAnotherShape_isRefusedAndChangesNothing(String optimizerName) {
    Tensor good = withGradient(Torch.ones(2, 2));
    Tensor bad = Tensors.parameter(2, 2);
    bad.unwrap().mutable_grad().put(Torch.ones(2).unwrap());
    Optimizer<?> optimizer = OptimizerCase.make(optimizerName, List.of(good, bad), NO_OPTIONS);
    var error = assertThrows(TorchException.class, optimizer::step);
    assertEquals(
        optimizerName
            + ": gradient of parameter 1 in group 0: got [2], expected [2, 2], as its parameter has",
        error.getMessage());
    assertArrayEquals(new double[] {1, 1, 1, 1}, Tensors.values(good));
    for (Object state : ((Map<?, ?>) optimizer.stateDict().get("state")).values()) {
      assertEquals(0, ((Tensor) ((Map<?, ?>) state).get("step")).itemDouble());
    }
  }

  private static void assertUnchanged(Optimizer<?> optimizer, Tensor... params) {
    for (Tensor param : params) {
      assertArrayEquals(new double[] {1, 1, 1, 1}, Tensors.values(param));
    }
    assertEquals(Map.of(), optimizer.stateDict().get("state"));
  }

  // ---- LBFGS

  @Test
  void lbfgs_withTwoGroups_isRefused() {
    String message =
        "params: got 2 groups, expected 1; LBFGS doesn't support per-parameter options (parameter"
            + " groups)";
    Params<LBFGS.Options> first = Params.of(List.of(Tensors.parameter(2)));
    Params<LBFGS.Options> second = Params.of(List.of(Tensors.parameter(2)));
    assertRefused(message, () -> new LBFGS(LBFGS.options(), first, second));
    var optimizer = new LBFGS(LBFGS.options(), first);
    assertRefused(message, () -> optimizer.addParamGroup(second));
    assertEquals(1, optimizer.paramGroups().size());
  }

  @Test
  void lbfgs_stepWithoutClosure_isRefused() {
    var optimizer = new LBFGS(List.of(Tensors.parameter(2)));
    var error = assertThrows(IllegalStateException.class, optimizer::step);
    assertEquals(
        "closure: got none, expected one; LBFGS evaluates the loss several times per step",
        error.getMessage());
    assertEquals(0, optimizer.stepCount());
  }

  // ---- common

  private static Optimizer<?> make(String optimizerName, List<Tensor> params) {
    return OptimizerCase.make(optimizerName, params, Golden.parse("{}"));
  }

  static Tensor withGradient(Tensor gradient) {
    Tensor parameter = Tensors.parameter(gradient.shape());
    parameter.unwrap().mutable_grad().put(gradient.unwrap());
    return parameter;
  }

  static void assertRefused(String message, Executable call) {
    var error = assertThrows(IllegalArgumentException.class, call);
    assertEquals(message, error.getMessage());
  }
}
