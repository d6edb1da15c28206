package torch4j.nn;

import java.util.List;
import org.bytedeco.pytorch.global.torch;
import torch4j.Tensor;
import torch4j.internal.Optionals;
import torch4j.internal.OwnedTensors;

/**
 * The input projections of query, key and value: {@code F._in_projection_packed} and {@code
 * F._in_projection}.
 */
final class AttentionProjection {
  private final MultiheadAttention layer;

  AttentionProjection(MultiheadAttention layer) {
    this.layer = layer;
  }

  /** The projections of query, key and value, all {@code [*, embedDim]}. */
  Tensor[] of(Tensor query, Tensor key, Tensor value) {
    return layer.sameDim ? packed(query, key, value) : separate(query, key, value);
  }

  private Tensor[] packed(Tensor query, Tensor key, Tensor value) {
    Tensor weight = layer.parameter("in_proj_weight");
    Tensor bias = layer.parameter("in_proj_bias");
    if (!key.unwrap().is_same(value.unwrap())) {
      List<Tensor> weights = OwnedTensors.of(weight.unwrap().chunk(3));
      List<Tensor> biases = bias == null ? null : OwnedTensors.of(bias.unwrap().chunk(3));
      return new Tensor[] {
        linear(query, weights.get(0), biases == null ? null : biases.get(0)),
        linear(key, weights.get(1), biases == null ? null : biases.get(1)),
        linear(value, weights.get(2), biases == null ? null : biases.get(2))
      };
    }
    if (query.unwrap().is_same(key.unwrap())) {
      Tensor all = unpacked(linear(query, weight, bias), 3);
      return new Tensor[] {all.select(0, 0), all.select(0, 1), all.select(0, 2)};
    }
    long[] sizes = {layer.embedDim, 2 * layer.embedDim};
    List<Tensor> weights = OwnedTensors.of(weight.unwrap().split(sizes, 0));
    List<Tensor> biases = bias == null ? null : OwnedTensors.of(bias.unwrap().split(sizes, 0));
    Tensor q = linear(query, weights.get(0), biases == null ? null : biases.get(0));
    Tensor both = unpacked(linear(key, weights.get(1), biases == null ? null : biases.get(1)), 2);
    return new Tensor[] {q, both.select(0, 0), both.select(0, 1)};
  }

  // [L, N, parts * E] becomes [parts, L, N, E], each part contiguous.
  private Tensor unpacked(Tensor projected, long parts) {
    return projected
        .unflatten(-1, parts, layer.embedDim)
        .unsqueeze(0)
        .transpose(0, -2)
        .squeeze(-2)
        .contiguous();
  }

  private Tensor[] separate(Tensor query, Tensor key, Tensor value) {
    Tensor bias = layer.parameter("in_proj_bias");
    List<Tensor> biases = bias == null ? null : OwnedTensors.of(bias.unwrap().chunk(3));
    String[] names = {"q_proj_weight", "k_proj_weight", "v_proj_weight"};
    Tensor[] inputs = {query, key, value};
    var projected = new Tensor[3];
    for (int i = 0; i < 3; i++) {
      Tensor weight = layer.parameter(names[i]);
      if (weight.size(1) != inputs[i].size(-1)) {
        throw layer.invalidInput(
            "expecting features of " + names[i] + ", " + weight.size(1), inputs[i]);
      }
      projected[i] = linear(inputs[i], weight, biases == null ? null : biases.get(i));
    }
    return projected;
  }

  private static Tensor linear(Tensor input, Tensor weight, Tensor bias) {
    return Tensor.wrap(torch.linear(input.unwrap(), weight.unwrap(), Optionals.of(bias)));
  }
}
