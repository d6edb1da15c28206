package torch4j.nn.fuzz;

import java.util.List;
import torch4j.DType;
import torch4j.Tensor;
import torch4j.nn.AdaptiveLogSoftmaxWithLoss;
import torch4j.nn.CTCLoss;
import torch4j.nn.CrossEntropyLoss;
import torch4j.nn.Embedding;
import torch4j.nn.EmbeddingBag;
import torch4j.nn.GRU;
import torch4j.nn.LSTM;
import torch4j.nn.MultiMarginLoss;
import torch4j.nn.NLLLoss;
import torch4j.nn.RNN;
import torch4j.nn.functional.EmbeddingBagMode;
import torch4j.nn.functional.F;
import torch4j.nn.functional.Reduction;
import torch4j.nn.utils.rnn.PackedSequence;
import torch4j.nn.utils.rnn.Rnn;

/** Indices, classes and lengths out of range, in everything that takes them. */
final class IndexCases extends FuzzCases {
  IndexCases() {
    for (long index : INDICES) {
      for (Tensor indices : inDtypes(0, index)) {
        String name = " " + index + " " + indices.dtype();
        tables(name, indices);
        bags(name, indices);
        for (Reduction reduction : List.of(Reduction.NONE, Reduction.MEAN)) {
          classes(name + " " + reduction, indices, reduction);
          sequences(name + " " + reduction, index, indices.dtype(), reduction);
        }
        pooled(name, indices);
        packed(name, index, indices);
      }
    }
  }

  private void tables(String name, Tensor indices) {
    var options = Embedding.options();
    add("embedding" + name, () -> F.embedding(indices, random(3, 2)));
    add("maxNorm" + name, () -> F.embedding(indices, random(3, 2), options.maxNorm(0.1)));
    add("freq" + name, () -> F.embedding(indices, random(3, 2), options.scaleGradByFreq(true)));
    add("sparse" + name, () -> F.embedding(indices, random(3, 2), options.sparse(true)));
    add("Embedding" + name, () -> new Embedding(3, 2).call(indices));
    add("oneHot" + name, () -> F.oneHot(indices, 3));
    add("permutation" + name, () -> Rnn.invertPermutation(indices));
    add(
        "adaptive" + name,
        () ->
            new AdaptiveLogSoftmaxWithLoss(4, 10, new long[] {3, 6})
                .callWithLoss(random(2, 4), indices.mul(longs(7))));
    add("linearCE" + name, () -> F.linearCrossEntropy(random(2, 4), random(3, 4), indices));
  }

  private void bags(String name, Tensor indices) {
    Tensor one = zeros(1).to(indices.dtype());
    Tensor rows = longs(0, 1, 2).to(indices.dtype());
    for (EmbeddingBagMode mode : EmbeddingBagMode.values()) {
      var options = EmbeddingBag.options().mode(mode);
      String of = " " + mode + name;
      add("bag" + of, () -> F.embeddingBag(indices, random(3, 2), one, null, options));
      add(
          "bag rows" + of,
          () -> F.embeddingBag(indices.unsqueeze(0), random(3, 2), null, null, options));
      add("bag offsets" + of, () -> F.embeddingBag(rows, random(3, 2), indices, null, options));
      add(
          "bag offsets back" + of,
          () -> F.embeddingBag(rows, random(3, 2), indices.flip(0), null, options));
      add(
          "bag last" + of,
          () -> F.embeddingBag(rows, random(3, 2), indices, null, options.includeLastOffset(true)));
      add(
          "bag maxNorm" + of,
          () -> F.embeddingBag(indices, random(3, 2), one, null, options.maxNorm(0.1)));
    }
  }

  private void classes(String name, Tensor target, Reduction reduction) {
    var nll = NLLLoss.options().reduction(reduction);
    var cross = CrossEntropyLoss.options().reduction(reduction);
    Tensor weight = random(3).detach();
    Tensor plane = target.view(1, 1, 2);
    add("nll" + name, () -> F.nllLoss(random(2, 3), target, nll));
    add("nll weight" + name, () -> F.nllLoss(random(2, 3), target, nll.weight(weight)));
    add("nll 2d" + name, () -> F.nllLoss(random(1, 3, 1, 2), plane, nll));
    add("cross" + name, () -> F.crossEntropy(random(2, 3), target, cross));
    add(
        "cross smooth" + name,
        () -> F.crossEntropy(random(2, 3), target, cross.labelSmoothing(0.1).weight(weight)));
    add("cross 2d" + name, () -> F.crossEntropy(random(1, 3, 1, 2), plane, cross));
    add(
        "margin" + name,
        () ->
            F.multiMarginLoss(
                random(2, 3), target, MultiMarginLoss.options().reduction(reduction)));
    add(
        "labels" + name,
        () -> F.multilabelMarginLoss(random(1, 2), target.unsqueeze(0), reduction));
  }

  private static Tensor logProbs() {
    return random(5, 1, 3).logSoftmax(2);
  }

  private void sequences(String name, long index, DType dtype, Reduction reduction) {
    Tensor plain = longs(1, 2).to(dtype);
    Tensor target = longs(1, index).to(dtype);
    add("ctc" + name, () -> ctc(target.unsqueeze(0), longs(5), longs(2), 0, reduction));
    add("ctc row" + name, () -> ctc(target, longs(5), longs(2), 0, reduction));
    add("ctc input" + name, () -> ctc(plain, longs(index), longs(2), 0, reduction));
    add("ctc length" + name, () -> ctc(plain, longs(5), longs(index), 0, reduction));
    add("ctc blank" + name, () -> ctc(plain, longs(5), longs(2), index, reduction));
    long[] five = {5};
    long[] two = {2};
    long[] bad = {index};
    var loss = new CTCLoss(0, reduction);
    add("CTC" + name, () -> loss.call(logProbs(), target, five, two));
    add("CTC input" + name, () -> loss.call(logProbs(), plain, bad, two));
    add("CTC length" + name, () -> loss.call(logProbs(), plain, five, bad));
  }

  private static Tensor ctc(
      Tensor targets, Tensor inputs, Tensor lengths, long blank, Reduction reduction) {
    return F.ctcLoss(logProbs(), targets, inputs, lengths, blank, reduction, false);
  }

  private void pooled(String name, Tensor indices) {
    add("unpool 1d" + name, () -> F.maxUnpool1d(random(1, 1, 2), indices.view(1, 1, 2), 2));
    add("unpool 2d" + name, () -> F.maxUnpool2d(random(1, 1, 1, 2), indices.view(1, 1, 1, 2), 2));
    add(
        "unpool 3d" + name,
        () -> F.maxUnpool3d(random(1, 1, 1, 1, 2), indices.view(1, 1, 1, 1, 2), 2));
  }

  private void packed(String name, long index, Tensor indices) {
    Tensor data = random(3, 4);
    add("pack" + name, () -> Rnn.packPaddedSequence(random(3, 2, 4), indices, false, false));
    add("unpad" + name, () -> Rnn.unpadSequence(random(3, 2, 4), indices));
    List<Tensor> all = List.of(longs(index), longs(2, index), longs(index, 1));
    for (int i = 0; i < all.size(); i++) {
      Tensor sizes = all.get(i);
      String of = name + " " + i;
      add("lstm" + of, () -> new LSTM(4, 5).callWithState(packed(data, sizes)).output().data());
      add("gru" + of, () -> new GRU(4, 5).callWithState(packed(data, sizes)).output().data());
      add("rnn" + of, () -> new RNN(4, 5).callWithState(packed(data, sizes)).output().data());
      add("pad" + of, () -> Rnn.padPackedSequence(packed(data, sizes)));
    }
    add(
        "sorted" + name,
        () ->
            new GRU(4, 5)
                .callWithState(
                    new PackedSequence(data, longs(2, 1), indices, indices), random(1, 2, 5))
                .state());
    add(
        "unpack" + name,
        () -> Rnn.unpackSequence(new PackedSequence(data, longs(2, 1), indices, indices)));
  }

  private static PackedSequence packed(Tensor data, Tensor sizes) {
    return new PackedSequence(data, sizes, null, null);
  }
}
