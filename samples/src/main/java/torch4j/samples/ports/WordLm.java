package torch4j.samples.ports;

import static torch4j.Index.range;
import static torch4j.Torch.*;

import java.util.List;
import java.util.function.DoubleSupplier;
import torch4j.Tensor;
import torch4j.nn.BiFunctionModule;
import torch4j.nn.Embedding;
import torch4j.nn.LSTM;
import torch4j.nn.Linear;
import torch4j.nn.functional.F;
import torch4j.nn.init.Init;
import torch4j.nn.utils.ClipGrad;
import torch4j.optim.SGD;
import torch4j.samples.data.Text;

/** A word-level language model with an LSTM, after pytorch/examples/word_language_model. */
final class WordLm {
  private static final long BATCH = 20;
  private static final long BPTT = 35;

  private LSTM.State hidden;
  private long i;

  static final class RNNModel extends BiFunctionModule<Tensor, LSTM.State, LSTM.Output> {
    private final Embedding encoder;
    private final LSTM rnn;
    private final Linear decoder;

    RNNModel(long ntoken, long ninp, long nhid, long nlayers) {
      encoder = new Embedding(ntoken, ninp);
      rnn = new LSTM(ninp, nhid, LSTM.options().numLayers(nlayers));
      decoder = new Linear(nhid, ntoken);
      initWeights();
    }

    private void initWeights() {
      Init.uniform_(encoder.weight(), -0.1, 0.1);
      Init.zeros_(decoder.bias());
      Init.uniform_(decoder.weight(), -0.1, 0.1);
    }

    @Override
    public LSTM.Output forwardAll(Tensor input, LSTM.State hidden) {
      Tensor emb = encoder.call(input);
      LSTM.Output out = rnn.callWithState(emb, hidden);
      return new LSTM.Output(decoder.call(out.output()), out.state());
    }
  }

  private static Tensor batchify(Tensor data) {
    long nbatch = data.size(0) / BATCH;
    return data.get(range(0, nbatch * BATCH)).view(BATCH, -1).t().contiguous();
  }

  DoubleSupplier training() {
    manualSeed(0);
    List<String> words = List.of(Text.load().split("\\s+"));
    List<String> vocabulary = words.stream().distinct().sorted().toList();
    Tensor data = batchify(tensor(words.stream().map(vocabulary::indexOf).toList()));
    var model = new RNNModel(vocabulary.size(), 128, 128, 2);
    var optimizer = new SGD(model.parameters(), SGD.options().lr(2.0));
    return () -> {
      try (var scope = scope()) {
        if (i + BPTT >= data.size(0)) {
          hidden = null;
          i = 0;
        }
        Tensor source = data.get(range(i, i + BPTT));
        Tensor targets = data.get(range(i + 1, i + 1 + BPTT));
        optimizer.zeroGrad();
        LSTM.Output out = model.callAll(source, hidden);
        Tensor logits = out.output().view(-1, vocabulary.size());
        Tensor loss = F.crossEntropy(logits, targets.reshape(-1));
        loss.backward();
        ClipGrad.clipGradNorm_(model.parameters(), 0.25);
        optimizer.step();
        LSTM.State last = out.state();
        hidden = new LSTM.State(scope.keep(last.h().detach()), scope.keep(last.c().detach()));
        i += BPTT;
        return loss.itemDouble();
      }
    };
  }
}
