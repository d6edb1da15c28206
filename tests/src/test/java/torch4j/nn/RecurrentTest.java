package torch4j.nn;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import torch4j.Tensor;
import torch4j.Torch;
import torch4j.nn.utils.rnn.PackedSequence;
import torch4j.nn.utils.rnn.Rnn;
import torch4j.testing.Tensors;

final class RecurrentTest {
  private static final double TOLERANCE = 1e-6;

  @Test
  void call_returnsTheOutputAlone() {
    try (var scope = Torch.scope()) {
      Tensor x = Tensors.sine(0.3, 4, 2, 3);
      var lstm = new LSTM(3, 5);
      Tensors.assertSame(lstm.callWithState(x).output(), lstm.call(x), "lstm");
      var gru = new GRU(3, 5);
      Tensor hx = Tensors.sine(0.5, 1, 2, 5);
      Tensors.assertSame(gru.callWithState(x, hx).output(), gru.call(x, hx), "gru");
    }
  }

  @Test
  void state_carriesOn() {
    try (var scope = Torch.scope()) {
      var lstm = new LSTM(3, 5, LSTM.options().numLayers(2));
      Tensor x = Tensors.sine(0.3, 4, 2, 3);
      LSTM.Output whole = lstm.callWithState(x);
      LSTM.Output first = lstm.callWithState(x.narrow(0, 0, 2));
      LSTM.Output second = lstm.callWithState(x.narrow(0, 2, 2), first.state());
      Tensors.assertClose(whole.output().narrow(0, 2, 2), second.output(), TOLERANCE, "output");
      Tensors.assertClose(whole.state().c(), second.state().c(), TOLERANCE, "cell state");
    }
  }

  @Test
  void packed_equalsEachAlone() {
    try (var scope = Torch.scope()) {
      var gru = new GRU(3, 5, GRU.options().bidirectional(true));
      List<Tensor> sequences =
          List.of(Tensors.sine(0.3, 2, 3), Tensors.sine(0.4, 4, 3), Tensors.sine(0.5, 3, 3));
      RNN.PackedOutput packed = gru.callWithState(Rnn.packSequence(sequences, false));
      List<Tensor> outputs = Rnn.unpackSequence(packed.output());
      for (int i = 0; i < sequences.size(); i++) {
        RNN.Output alone = gru.callWithState(sequences.get(i));
        Tensors.assertClose(alone.output(), outputs.get(i), TOLERANCE, "output " + i);
        Tensors.assertClose(alone.state(), packed.state().select(1, i), TOLERANCE, "state " + i);
      }
    }
  }

  @Test
  void allWeights_areTheParametersOfEachLayerAndDirection() {
    var options = LSTM.options().numLayers(2).bidirectional(true).projSize(2);
    var lstm = new LSTM(3, 5, options);
    var all = lstm.allWeights();
    assertEquals(4, all.size());
    assertEquals(lstm.parameters(), all.stream().flatMap(List::stream).toList());
    assertEquals(2, new GRU(3, 5, GRU.options().bias(false)).allWeights().get(0).size());
  }

  @Test
  void hooks_seeInputsAndOutputs() {
    try (var scope = Torch.scope()) {
      var lstm = new LSTM(3, 5);
      List<Object> seen = new ArrayList<>();
      lstm.registerForwardHook(
          (module, inputs, output) -> {
            seen.add(output);
            return null;
          });
      lstm.registerFullBackwardHook(
          (module, gradInput, gradOutput) -> {
            seen.add(gradOutput.size());
            return null;
          });
      Tensor x = Tensors.parameter(4, 2, 3);
      PackedSequence packed =
          Rnn.packPaddedSequence(
              x, Tensor.wrap(org.bytedeco.pytorch.Tensor.create(new long[] {4, 2}, 2)));
      LSTM.PackedOutput output = lstm.callWithState(packed);
      output.output().data().sum().backward();
      assertEquals(LSTM.PackedOutput.class, seen.get(0).getClass());
      assertEquals(4, seen.get(1)); // data, batch sizes, h and c
    }
  }

  @Test
  void copy_isItsOwn() {
    try (var scope = Torch.scope()) {
      var lstm = new LSTM(3, 5, LSTM.options().projSize(2).bidirectional(true));
      var copy = (LSTM) lstm.deepCopy();
      Tensor x = Tensors.sine(0.3, 4, 2, 3);
      Tensor before = copy.call(x);
      try (var noGrad = Torch.noGrad()) {
        lstm.parameters().forEach(Tensor::zero_);
      }
      Tensors.assertSame(before, copy.call(x), "output of the copy");
    }
  }
}
