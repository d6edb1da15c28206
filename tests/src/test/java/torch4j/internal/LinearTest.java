package torch4j.internal;

import static org.bytedeco.pytorch.global.torch.allclose;
import static org.bytedeco.pytorch.global.torch.randn;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.stream.Stream;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorOptional;
import org.bytedeco.pytorch.global.torch;
import org.bytedeco.pytorch.global.torch.ScalarType;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import torch4j.Torch;
import torch4j.nn.Linear;

/** Linear layers against the product and the sum they stand for. */
final class LinearTest {
  @BeforeAll
  static void seed() {
    Torch.manualSeed(0);
  }

  private record Layer(String name, Tensor input, Tensor weight, Tensor bias) {
    static Layer of(long rows, long in, long out) {
      return of(rows + "x" + in + "x" + out, randn(rows, in), out);
    }

    static Layer of(String name, Tensor input, long out) {
      ScalarType dtype = input.scalar_type();
      return new Layer(
          name, input, randn(out, input.size(-1)).to(dtype), randn(new long[] {out}).to(dtype));
    }

    @Override
    public String toString() {
      return name;
    }
  }

  static Stream<Layer> layers() {
    Tensor wide = randn(6, 64);
    return Stream.of(
        Layer.of(1, 1, 1),
        Layer.of(1, 20, 1),
        Layer.of(1, 64, 64),
        Layer.of(0, 20, 5),
        Layer.of(33, 17, 1),
        Layer.of(7, 64, 64),
        Layer.of(32, 784, 64),
        Layer.of(256, 300, 300),
        Layer.of("three dimensions", randn(4, 5, 20), 7),
        Layer.of("four dimensions", randn(2, 4, 5, 20), 7),
        Layer.of("one dimension", randn(new long[] {20}), 7),
        Layer.of("gaps between rows", wide.narrow(1, 3, 20), 7),
        Layer.of("transposed", randn(20, 6).t(), 7),
        Layer.of("one row for all", randn(1, 20).expand(6, 20), 7),
        Layer.of("float64", randn(6, 20).to(ScalarType.Double), 7));
  }

  private static Tensor leaf(Tensor values) {
    return values.detach().requires_grad_(true);
  }

  @ParameterizedTest
  @MethodSource("layers")
  void linear_isProductAndSum(Layer layer) {
    try (var scope = Torch.scope()) {
      Tensor[] ours = {leaf(layer.input), leaf(layer.weight), leaf(layer.bias)};
      Tensor[] plain = {leaf(layer.input), leaf(layer.weight), leaf(layer.bias)};
      Tensor result = torch.linear(ours[0], ours[1], new TensorOptional(ours[2]));
      Tensor expected = torch.matmul(plain[0], plain[1].t()).add(plain[2]);
      assertArrayEquals(expected.shape(), result.shape());
      assertTrue(allclose(result, expected, 1e-5, 1e-5, false), "result");
      result.square().sum().backward();
      expected.square().sum().backward();
      for (int i = 0; i < ours.length; i++) {
        assertTrue(allclose(ours[i].grad(), plain[i].grad(), 1e-4, 1e-3, false), "gradient " + i);
      }
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 10, 192, 193, 300, 383, 384, 385, 784})
  void linear_hasTheBitsOfItsProduct(long in) {
    int threads = torch.get_num_threads();
    try (var scope = Torch.scope()) {
      Torch.setNumThreads(1);
      for (long out : new long[] {1, 10, 11, 12, 16, 33, 64}) {
        Tensor input = randn(32, in);
        Tensor weight = randn(out, in);
        Tensor result = torch.linear(input, weight, new TensorOptional());
        assertTrue(result.equal(input.mm(weight.t())), out + " columns");
      }
    } finally {
      Torch.setNumThreads(threads);
    }
  }

  @Test
  void linear_isTheSameOnAnyNumberOfThreads() {
    int threads = torch.get_num_threads();
    try (var scope = Torch.scope();
        var noGrad = Torch.noGrad()) {
      Tensor input = randn(32, 784);
      var layer = new Linear(784, 64);
      Torch.setNumThreads(1);
      Tensor expected = layer.call(input);
      Torch.setNumThreads(4);
      assertTrue(allclose(layer.call(input), expected, 1e-5, 1e-6, false));
      assertEquals(4, torch.get_num_threads());
    } finally {
      Torch.setNumThreads(threads);
    }
  }
}
