package torch4j.samples.ports;

import static torch4j.Torch.*;

import java.util.List;
import java.util.function.DoubleSupplier;
import torch4j.Tensor;
import torch4j.nn.BiFunctionModule;
import torch4j.nn.Embedding;
import torch4j.nn.GELU;
import torch4j.nn.LayerNorm;
import torch4j.nn.Linear;
import torch4j.nn.Module;
import torch4j.nn.ModuleList;
import torch4j.nn.Sequential;
import torch4j.nn.functional.F;
import torch4j.nn.init.Init;
import torch4j.nn.utils.ClipGrad;
import torch4j.optim.AdamW;
import torch4j.optim.Params;
import torch4j.samples.data.Text;

/** A small GPT over characters, after nanoGPT. */
public final class Gpt {
  private static final long BLOCK = 64;
  private static final long BATCH = 12;

  private Gpt() {}

  static final class CausalSelfAttention extends Module {
    private final long nHead;
    private final Linear cAttn;
    private final Linear cProj;

    CausalSelfAttention(long nEmbd, long nHead) {
      this.nHead = nHead;
      cAttn = new Linear(nEmbd, 3 * nEmbd);
      cProj = new Linear(nEmbd, nEmbd);
    }

    @Override
    public Tensor forward(Tensor x) {
      long b = x.size(0), t = x.size(1), c = x.size(2);
      List<Tensor> qkv = cAttn.call(x).split(c, 2);
      Tensor q = qkv.get(0).view(b, t, nHead, c / nHead).transpose(1, 2);
      Tensor k = qkv.get(1).view(b, t, nHead, c / nHead).transpose(1, 2);
      Tensor v = qkv.get(2).view(b, t, nHead, c / nHead).transpose(1, 2);
      Tensor y = F.scaledDotProductAttention(q, k, v, null, 0, true);
      return cProj.call(y.transpose(1, 2).contiguous().view(b, t, c));
    }
  }

  static final class Block extends Module {
    private final LayerNorm ln1;
    private final CausalSelfAttention attn;
    private final LayerNorm ln2;
    private final Sequential mlp;

    Block(long nEmbd, long nHead) {
      ln1 = new LayerNorm(nEmbd);
      attn = new CausalSelfAttention(nEmbd, nHead);
      ln2 = new LayerNorm(nEmbd);
      mlp = new Sequential(new Linear(nEmbd, 4 * nEmbd), new GELU(), new Linear(4 * nEmbd, nEmbd));
    }

    @Override
    public Tensor forward(Tensor x) {
      Tensor attended = x.add(attn.call(ln1.call(x)));
      return attended.add(mlp.call(ln2.call(attended)));
    }
  }

  /** Logits {@code [N, T, vocabulary]} and their loss. */
  public record Output(Tensor logits, Tensor loss) {}

  /** The model: a decoder-only Transformer. */
  public static final class GPT extends BiFunctionModule<Tensor, Tensor, Output> {
    private final Embedding wte;
    private final Embedding wpe;
    private final ModuleList h;
    private final LayerNorm lnF;
    private final Linear lmHead;

    /** A model of up to {@code blockSize} characters. */
    public GPT(long vocabSize, long blockSize, int nLayer, long nHead, long nEmbd) {
      wte = new Embedding(vocabSize, nEmbd);
      wpe = new Embedding(blockSize, nEmbd);
      h = new ModuleList();
      for (int i = 0; i < nLayer; i++) {
        h.append(new Block(nEmbd, nHead));
      }
      lnF = new LayerNorm(nEmbd);
      lmHead = new Linear(nEmbd, vocabSize, false);
      lmHead.setParameter("weight", wte.weight());
      apply(GPT::initWeights);
      for (var named : namedParameters().entrySet()) {
        if (named.getKey().endsWith("cProj.weight")) {
          Init.normal_(named.getValue(), 0, 0.02 / Math.sqrt(2.0 * nLayer));
        }
      }
    }

    private static void initWeights(Module module) {
      if (module instanceof Linear linear) {
        Init.normal_(linear.weight(), 0, 0.02);
        if (linear.bias() != null) {
          Init.zeros_(linear.bias());
        }
      } else if (module instanceof Embedding embedding) {
        Init.normal_(embedding.weight(), 0, 0.02);
      }
    }

    /** The logits of the character that follows each: {@code [N, T]} to {@code [N, T, V]}. */
    public Tensor logits(Tensor idx) {
      Tensor pos = arange(idx.size(1));
      Tensor x = wte.call(idx).add(wpe.call(pos));
      for (Module block : h) {
        x = block.call(x);
      }
      return lmHead.call(lnF.call(x));
    }

    @Override
    public Output forwardAll(Tensor idx, Tensor targets) {
      Tensor logits = logits(idx);
      Tensor loss = F.crossEntropy(logits.view(-1, logits.size(-1)), targets.view(-1));
      return new Output(logits, loss);
    }
  }

  /** AdamW that decays matrices only. */
  public static AdamW configureOptimizer(GPT model) {
    List<Tensor> decay = model.parameters().stream().filter(p -> p.dim() >= 2).toList();
    List<Tensor> noDecay = model.parameters().stream().filter(p -> p.dim() < 2).toList();
    return new AdamW(
        AdamW.options().lr(1e-3).betas(0.9, 0.95),
        Params.of(decay, o -> o.weightDecay(0.1)),
        Params.of(noDecay, o -> o.weightDecay(0)));
  }

  static DoubleSupplier training() {
    manualSeed(0);
    List<Integer> text = Text.load().chars().boxed().toList();
    List<Integer> characters = text.stream().distinct().sorted().toList();
    Tensor data = tensor(text.stream().map(characters::indexOf).toList());
    var model = new GPT(characters.size(), BLOCK, 2, 4, 64);
    AdamW optimizer = configureOptimizer(model);
    return () -> {
      try (var scope = scope()) {
        Tensor ix = randint(data.size(0) - BLOCK, dims(BATCH, 1)).add(arange(BLOCK));
        Tensor x = data.get(ix);
        Tensor y = data.get(ix.add(1));
        Tensor loss = model.callAll(x, y).loss;
        optimizer.zeroGrad();
        loss.backward();
        ClipGrad.clipGradNorm_(model.parameters(), 1.0);
        optimizer.step();
        return loss.itemDouble();
      }
    };
  }
}
