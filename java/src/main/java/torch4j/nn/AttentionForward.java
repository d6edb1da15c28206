package torch4j.nn;

import java.util.Arrays;
import java.util.List;
import org.bytedeco.pytorch.DoubleOptional;
import org.bytedeco.pytorch.global.torch;
import torch4j.Tensor;
import torch4j.Torch;
import torch4j.internal.Optionals;
import torch4j.internal.Require;

/** The forward pass of multi-head attention: {@code F.multi_head_attention_forward}. */
final class AttentionForward {
  private final MultiheadAttention layer;
  private final long heads;
  private final long headDim;
  private final boolean needWeights;
  private final boolean average;
  private boolean causal;
  private Tensor mask;
  private Tensor padding;
  private long batch;
  private long targetLength;

  AttentionForward(MultiheadAttention layer, MultiheadAttention.CallOptions options) {
    this.layer = layer;
    heads = layer.numHeads;
    headDim = layer.embedDim / layer.numHeads;
    needWeights = Require.nonNull(options, "options", "options").needWeights();
    average = options.averageAttnWeights();
    causal = options.isCausal();
    mask = options.attnMask();
    padding = options.keyPaddingMask();
  }

  /** The output, in the layout of the query. */
  MultiheadAttention.Output of(Tensor query, Tensor key, Tensor value) {
    requireShapes(query, key, value);
    if (query.dim() == 2) {
      padding = padding == null ? null : padding.unsqueeze(0);
      // Three different tensors even for self-attention, as in Python: projected one by one.
      MultiheadAttention.Output one =
          attend(query.unsqueeze(1), key.unsqueeze(1), value.unsqueeze(1));
      return new MultiheadAttention.Output(
          one.output().squeeze(1), one.weights() == null ? null : one.weights().squeeze(0));
    }
    if (!layer.options.batchFirst()) {
      return attend(query, key, value);
    }
    Tensor q = query.transpose(1, 0);
    Tensor k = key.unwrap().is_same(query.unwrap()) ? q : key.transpose(1, 0);
    Tensor v = value.unwrap().is_same(key.unwrap()) ? k : value.transpose(1, 0);
    MultiheadAttention.Output transposed = attend(q, k, v);
    return new MultiheadAttention.Output(transposed.output().transpose(1, 0), transposed.weights());
  }

  private IllegalArgumentException invalidInput(String why, Tensor... inputs) {
    return layer.invalidInput(why, inputs);
  }

  private void requireShapes(Tensor query, Tensor key, Tensor value) {
    long dim = query.dim();
    if (dim != 2 && dim != 3) {
      throw invalidInput("query should be unbatched 2D or batched 3D tensor", query, key, value);
    }
    if (key.dim() != dim || value.dim() != dim) {
      throw invalidInput(
          "expected key and value to have as many dimensions as query", query, key, value);
    }
    if (padding != null && padding.dim() != dim - 1) {
      throw invalidInput(
          "expected key_padding_mask to be None or " + (dim - 1) + "-D", query, padding);
    }
    if (mask == null) {
      return;
    }
    if (mask.dim() != 2 && mask.dim() != 3) {
      throw invalidInput("expected attn_mask to be None, 2-D or 3-D", query, mask);
    }
    if (dim == 2 && mask.dim() == 3) {
      requireMaskShape(heads, query.size(0), key.size(0));
    }
  }

  private void requireMaskShape(long... shape) {
    if (!Arrays.equals(mask.shape(), shape)) {
      throw invalidInput("the shape of attn_mask should be " + Arrays.toString(shape), mask);
    }
  }

  // All three inputs are [L, N, E].
  private MultiheadAttention.Output attend(Tensor query, Tensor key, Tensor value) {
    targetLength = query.size(0);
    batch = query.size(1);
    requireMaskIfCausal(query);
    requireSizes(query, key, value);
    Tensor[] projected = new AttentionProjection(layer).of(query, key, value);
    requireMask(key.size(0));
    Tensor[] keyValue = {projected[1], projected[2]};
    if (layer.options.addBiasKv()) {
      keyValue[0] = extended(keyValue[0], layer.parameter("bias_k").repeat(1, batch, 1), 0);
      keyValue[1] = extended(keyValue[1], layer.parameter("bias_v").repeat(1, batch, 1), 0);
      padMasks();
    }
    Tensor q = heads(projected[0]);
    Tensor k = heads(keyValue[0]);
    Tensor v = heads(keyValue[1]);
    if (layer.options.addZeroAttn()) {
      k = extended(k, k.newZeros(new long[] {batch * heads, 1, headDim}), 1);
      v = extended(v, v.newZeros(new long[] {batch * heads, 1, headDim}), 1);
      padMasks();
    }
    mergePadding(k.size(1));
    return needWeights ? withWeights(q, k, v) : withoutWeights(q, k, v);
  }

  private void requireMaskIfCausal(Tensor query) {
    if (causal && mask == null) {
      throw invalidInput("Need attn_mask if specifying the is_causal hint", query);
    }
    if (causal && padding == null && !needWeights) {
      mask = null;
    } else if (padding != null) {
      causal = false;
    }
  }

  private void requireSizes(Tensor query, Tensor key, Tensor value) {
    if (query.size(2) != layer.embedDim) {
      throw invalidInput(
          "was expecting embedding dimension of " + layer.embedDim, query, key, value);
    }
    boolean fit =
        key.size(0) == value.size(0)
            && key.size(1) == value.size(1)
            && (!layer.sameDim || key.size(2) == value.size(2));
    if (!fit) {
      throw invalidInput("key shape does not match value shape", query, key, value);
    }
  }

  private void requireMask(long sourceLength) {
    if (mask == null) {
      return;
    }
    if (mask.dim() == 2) {
      requireMaskShape(targetLength, sourceLength);
      mask = mask.unsqueeze(0);
    } else {
      requireMaskShape(batch * heads, targetLength, sourceLength);
    }
  }

  private static Tensor extended(Tensor tensor, Tensor more, long dim) {
    return Torch.cat(List.of(tensor, more), dim);
  }

  private void padMasks() {
    mask = mask == null ? null : Torch.constantPadNd(mask, 0, 1);
    padding = padding == null ? null : Torch.constantPadNd(padding, 0, 1);
  }

  private Tensor heads(Tensor tensor) {
    return tensor.view(tensor.size(0), batch * heads, headDim).transpose(0, 1);
  }

  private void mergePadding(long sourceLength) {
    if (padding == null) {
      return;
    }
    if (padding.size(0) != batch || padding.size(1) != sourceLength) {
      throw invalidInput(
          "Expected key_padding_mask of shape [" + batch + ", " + sourceLength + "]", padding);
    }
    Tensor expanded =
        padding
            .view(batch, 1, 1, sourceLength)
            .expand(-1, heads, -1, -1)
            .reshape(batch * heads, 1, sourceLength);
    mask = mask == null ? expanded : mask.add(expanded);
  }

  private double dropout() {
    return layer.isTraining() ? layer.options.dropout() : 0;
  }

  private MultiheadAttention.Output withWeights(Tensor q, Tensor k, Tensor v) {
    Tensor scaled = q.mul(Math.sqrt(1.0 / (double) headDim));
    Tensor transposed = k.transpose(-2, -1);
    Tensor scores =
        mask == null ? Torch.bmm(scaled, transposed) : Torch.baddbmm(mask, scaled, transposed);
    Tensor weights = Torch.softmax(scores, -1);
    if (dropout() > 0) {
      weights = Torch.dropout(weights, dropout(), true);
    }
    Tensor joined =
        Torch.bmm(weights, v).transpose(0, 1).reshape(targetLength * batch, layer.embedDim);
    Tensor perHead = weights.view(batch, heads, targetLength, k.size(1));
    return new MultiheadAttention.Output(projected(joined), average ? perHead.mean(1) : perHead);
  }

  private MultiheadAttention.Output withoutWeights(Tensor q, Tensor k, Tensor v) {
    long source = k.size(1);
    Tensor bias = mask;
    if (bias != null) {
      bias =
          bias.size(0) == 1 && bias.dim() == 3
              ? bias.unsqueeze(0)
              : bias.view(batch, heads, -1, source);
    }
    Tensor attended =
        Tensor.wrap(
            torch.scaled_dot_product_attention(
                q.view(batch, heads, targetLength, headDim).unwrap(),
                k.view(batch, heads, source, headDim).unwrap(),
                v.view(batch, heads, source, headDim).unwrap(),
                Optionals.of(bias),
                dropout(),
                causal,
                new DoubleOptional(),
                false));
    Tensor joined = attended.permute(2, 0, 1, 3).reshape(batch * targetLength, layer.embedDim);
    return new MultiheadAttention.Output(projected(joined), null);
  }

  private Tensor projected(Tensor joined) {
    Tensor output =
        Tensor.wrap(
            torch.linear(
                joined.unwrap(),
                layer.outProj.weight().unwrap(),
                layer.outProj.optionalParameter("bias")));
    return output.view(targetLength, batch, output.size(1));
  }
}
