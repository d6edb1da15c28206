package torch4j;

import static torch4j.LiveCalls.booleanOrNull;
import static torch4j.LiveCalls.longOrNull;
import static torch4j.LiveCalls.tensor;
import static torch4j.LiveCalls.tensors;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import torch4j.testing.Golden;

/** Compares random calls of the functions that Python has above the operators, errors too. */
final class FunctionCallsLiveTest {
  @Test
  void calls_equalPython() {
    LiveCalls.compare("function_calls.py", 1000, FunctionCallsLiveTest::call);
  }

  private static List<Tensor> call(JsonNode golden) {
    Tensor x = tensor(golden.get("x"));
    return switch (golden.get("call").asText()) {
      case "unique" -> unique(x, golden);
      case "stft" -> List.of(x.stft(golden.get("n_fft").asLong(), stftOptions(golden)));
      case "istft" -> List.of(x.istft(golden.get("n_fft").asLong(), istftOptions(golden)));
      case "histogramdd" -> histogramdd(x, golden);
      case "unravel_index" -> Torch.unravelIndex(x, Golden.longs(golden.get("shape")));
      case "index_put" -> List.of(indexPut(x, golden));
      case "lu" -> lu(x, golden);
      case "low_rank" -> lowRank(x, golden);
      default -> List.of(newTensor(x, golden));
    };
  }

  private static List<Tensor> unique(Tensor x, JsonNode golden) {
    boolean sorted = golden.get("flags").get(0).asBoolean();
    boolean inverse = golden.get("flags").get(1).asBoolean();
    boolean counts = golden.get("flags").get(2).asBoolean();
    JsonNode dim = golden.get("dim");
    if (sorted && !inverse && !counts) {
      return List.of(dim.isNull() ? x.unique() : x.unique(dim.asLong()));
    }
    UniqueCounts unique =
        dim.isNull()
            ? x.unique(sorted, inverse, counts)
            : x.unique(sorted, inverse, counts, dim.asLong());
    List<Tensor> results = new ArrayList<>(List.of(unique.output()));
    if (inverse) {
      results.add(unique.inverseIndices());
    }
    if (counts) {
      results.add(unique.counts());
    }
    return results;
  }

  private static StftOptions stftOptions(JsonNode golden) {
    return StftOptions.options()
        .hopLength(longOrNull(golden.get("hop_length")))
        .winLength(longOrNull(golden.get("win_length")))
        .window(tensor(golden.get("window")))
        .center(golden.get("center").asBoolean())
        .padMode(golden.get("pad_mode").asText())
        .normalized(golden.get("normalized").asBoolean())
        .onesided(booleanOrNull(golden.get("onesided")))
        .returnComplex(booleanOrNull(golden.get("return_complex")))
        .alignToWindow(booleanOrNull(golden.get("align_to_window")));
  }

  private static IstftOptions istftOptions(JsonNode golden) {
    return IstftOptions.options()
        .hopLength(longOrNull(golden.get("hop_length")))
        .winLength(longOrNull(golden.get("win_length")))
        .window(tensor(golden.get("window")))
        .center(golden.get("center").asBoolean())
        .normalized(golden.get("normalized").asBoolean())
        .onesided(booleanOrNull(golden.get("onesided")))
        .length(longOrNull(golden.get("length")))
        .returnComplex(golden.get("return_complex").asBoolean());
  }

  private static List<Tensor> histogramdd(Tensor x, JsonNode golden) {
    JsonNode bins = golden.get("bins");
    JsonNode edges = golden.get("range");
    double[] range = edges.isNull() ? null : Golden.doubles(edges);
    Tensor weight = tensor(golden.get("weight"));
    boolean density = golden.get("density").asBoolean();
    HistogramDD found =
        bins.isNumber()
            ? Torch.histogramdd(x, bins.asLong(), range, weight, density)
            : bins.isArray()
                ? Torch.histogramdd(x, Golden.longs(bins), range, weight, density)
                : Torch.histogramdd(x, tensors(bins.get("edges")), range, weight, density);
    List<Tensor> results = new ArrayList<>(List.of(found.hist()));
    results.addAll(found.binEdges());
    return results;
  }

  private static Tensor indexPut(Tensor x, JsonNode golden) {
    List<Tensor> indices = tensors(golden.get("indices"));
    Tensor values = tensor(golden.get("values")).to(x.dtype());
    boolean accumulate = golden.get("accumulate").asBoolean();
    return golden.get("in_place").asBoolean()
        ? x.indexPut_(indices, values, accumulate)
        : x.indexPut(indices, values, accumulate);
  }

  private static List<Tensor> lu(Tensor x, JsonNode golden) {
    boolean pivot = golden.get("pivot").asBoolean();
    if (golden.get("infos").asBoolean()) {
      LUFactorEx factor = x.luWithInfos(pivot);
      return List.of(factor.lu(), factor.pivots(), factor.info());
    }
    LUFactor factor = x.lu(pivot);
    return List.of(factor.lu(), factor.pivots());
  }

  private static List<Tensor> lowRank(Tensor x, JsonNode golden) {
    Tensor a = golden.get("sparse").asBoolean() ? x.toSparse() : x;
    Long q = longOrNull(golden.get("q"));
    long niter = golden.get("niter").asLong();
    Tensor m = tensor(golden.get("m"));
    Torch.manualSeed(golden.get("seed").asLong());
    SVD svd =
        golden.get("pca").asBoolean()
            ? Torch.pcaLowrank(a, q, golden.get("center").asBoolean(), niter)
            : Torch.svdLowrank(a, q == null ? 6 : q, niter, m == null ? null : m.to(a.dtype()));
    return List.of(svd.u(), svd.s(), svd.v());
  }

  private static Tensor newTensor(Tensor x, JsonNode golden) {
    boolean requiresGrad = golden.get("requires_grad").asBoolean();
    TensorOptions options =
        TensorOptions.options()
            .dtype(LiveCalls.dtype(golden.get("dtype")))
            .requiresGrad(requiresGrad);
    Tensor copied = tensor(golden.get("copied"));
    Tensor made = x.newTensor(copied == null ? values(golden.get("data")) : copied, options);
    return made.detach();
  }

  private static Object values(JsonNode node) {
    if (node.isArray()) {
      List<Object> values = new ArrayList<>();
      node.forEach(element -> values.add(values(element)));
      return values;
    }
    return node.isBoolean() ? (Object) node.asBoolean() : node.numberValue();
  }
}
