package torch4j.nn;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import torch4j.Tensor;
import torch4j.Torch;

/** Modules whose inputs or outputs are more than tensors. */
final class FunctionModuleTest {
  record Output(Tensor twice, Tensor sum) {}

  static final class Twice extends FunctionModule<Tensor, Output> {
    private final Linear layer = new Linear(3, 3);

    @Override
    public Output forwardAll(Tensor x) {
      Tensor y = layer.call(x);
      return new Output(y.mul(2), y.sum());
    }
  }

  static final class Recurrent extends BiFunctionModule<Tensor, LSTM.State, LSTM.Output> {
    private final LSTM lstm = new LSTM(3, 4);
    private LSTM.State got;

    @Override
    public LSTM.Output forwardAll(Tensor input, LSTM.State state) {
      got = state;
      return lstm.callWithState(input, state);
    }
  }

  private static LSTM.State state() {
    return new LSTM.State(Torch.ones(1, 2, 4), Torch.zeros(1, 2, 4));
  }

  @Test
  void callAll_registersFieldsAndReturnsTheRecord() {
    var model = new Twice();
    Output out = model.callAll(Torch.ones(2, 3));
    assertEquals(
        List.of("layer.weight", "layer.bias"), List.copyOf(model.namedParameters().keySet()));
    assertTrue(out.twice.equal(model.layer.call(Torch.ones(2, 3)).mul(2)));
  }

  @Test
  void callAll_ofTwoInputs_takesARecordOrNull() {
    var model = new Recurrent();
    Tensor x = Torch.randn(5, 2, 3);
    LSTM.State state = state();
    LSTM.Output out = model.callAll(x, state);
    assertSame(state, model.got);
    assertTrue(out.output().equal(model.lstm.callWithState(x, state).output()));
    model.callAll(x, null);
    assertNull(model.got);
  }

  @Test
  void preHook_getsTheTensorsOfAllInputsAndReplacesThem() {
    var model = new Recurrent();
    List<Integer> counts = new ArrayList<>();
    model.registerForwardPreHook(
        (module, inputs) -> {
          counts.add(inputs.size());
          return inputs.size() < 3
              ? null
              : List.of(inputs.get(0), inputs.get(1).mul(3), inputs.get(2));
        });
    Tensor x = Torch.randn(5, 2, 3);
    LSTM.State state = state();
    model.callAll(x, state);
    assertEquals(3, model.got.h().max().itemDouble());
    assertTrue(model.got.c().equal(state.c()));
    model.callAll(x, null);
    assertNull(model.got);
    assertEquals(List.of(3, 1), counts);
  }

  @Test
  void preHook_withTooFewTensors_isRefused() {
    var model = new Recurrent();
    model.registerForwardPreHook((module, inputs) -> inputs.subList(0, 1));
    var e =
        assertThrows(
            IllegalArgumentException.class, () -> model.callAll(Torch.randn(5, 2, 3), state()));
    assertEquals("Recurrent: forward pre-hook: got 1 tensors, expected 3 or null", e.getMessage());
  }

  @Test
  void forwardHook_getsTheRecordAndReplacesIt() {
    var model = new Twice();
    model.registerForwardHook(
        (module, inputs, output) -> new Output(((Output) output).twice.neg(), inputs.get(0)));
    Tensor x = Torch.ones(2, 3);
    Output out = model.callAll(x);
    assertSame(x, out.sum);
    assertTrue(out.twice.equal(model.layer.call(x).mul(-2)));
  }

  @Test
  void backwardHook_getsTheGradientsOfAllTensors() {
    var model = new Recurrent();
    List<long[]> shapes = new ArrayList<>();
    model.registerFullBackwardHook(
        (module, gradInput, gradOutput) -> {
          gradInput.forEach(grad -> shapes.add(grad == null ? null : grad.shape()));
          gradOutput.forEach(grad -> shapes.add(grad == null ? null : grad.shape()));
          return null;
        });
    LSTM.State state = new LSTM.State(Torch.ones(1, 2, 4).requiresGrad_(), Torch.zeros(1, 2, 4));
    model.callAll(Torch.randn(5, 2, 3), state).output().sum().backward();
    assertEquals(6, shapes.size());
    assertNull(shapes.get(0));
    assertArrayEquals(new long[] {1, 2, 4}, shapes.get(1));
    assertNull(shapes.get(2));
    assertArrayEquals(new long[] {5, 2, 4}, shapes.get(3));
  }

  @Test
  void callAll_withNullOrClosedInput_namesTheModule() {
    var one = assertThrows(IllegalArgumentException.class, () -> new Twice().callAll(null));
    assertEquals("Twice: input: got null, expected a value", one.getMessage());
    var two =
        assertThrows(IllegalArgumentException.class, () -> new Recurrent().callAll(null, state()));
    assertEquals("Recurrent: first: got null, expected a value", two.getMessage());
    Tensor closed = Torch.ones(2, 3);
    closed.close();
    assertThrows(IllegalStateException.class, () -> new Twice().callAll(closed));
    LSTM.State state = state();
    state.c().close();
    assertThrows(
        IllegalStateException.class, () -> new Recurrent().callAll(Torch.ones(5, 2, 3), state));
  }

  @Test
  void callAll_withAWrongShape_namesTheLayer() {
    var e =
        assertThrows(IllegalArgumentException.class, () -> new Twice().callAll(Torch.ones(2, 4)));
    assertTrue(e.getMessage().startsWith("Linear(in_features=3"), e.getMessage());
  }

  @Test
  void call_ofOneTensor_isRefused() {
    var e =
        assertThrows(UnsupportedOperationException.class, () -> new Twice().call(Torch.ones(2, 3)));
    assertTrue(e.getMessage().startsWith("Twice: got one tensor"), e.getMessage());
  }
}
