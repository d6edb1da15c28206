package torch4j.internal;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.stream.Stream;
import org.bytedeco.pytorch.TensorOptional;
import org.bytedeco.pytorch.global.torch;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import torch4j.DType;
import torch4j.Tensor;
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
      return of(rows + "x" + in + "x" + out, Torch.randn(rows, in), out);
    }

    static Layer of(String name, Tensor input, long out) {
      DType dtype = input.dtype();
      return new Layer(
          name,
          input,
          Torch.randn(out, input.size(-1)).to(dtype),
          Torch.randn(new long[] {out}).to(dtype));
    }

    @Override
    public String toString() {
      return name;
    }
  }

  static Stream<Layer> layers() {
    Tensor wide = Torch.randn(6, 64);
    return Stream.of(
        Layer.of(1, 1, 1),
        Layer.of(1, 20, 1),
        Layer.of(1, 64, 64),
        Layer.of(0, 20, 5),
        Layer.of(33, 17, 1),
        Layer.of(7, 64, 64),
        Layer.of(32, 784, 64),
        Layer.of(256, 300, 300),
        Layer.of("three dimensions", Torch.randn(4, 5, 20), 7),
        Layer.of("four dimensions", Torch.randn(2, 4, 5, 20), 7),
        Layer.of("one dimension", Torch.randn(new long[] {20}), 7),
        Layer.of("gaps between rows", wide.narrow(1, 3, 20), 7),
        Layer.of("transposed", Torch.randn(20, 6).t(), 7),
        Layer.of("one row for all", Torch.randn(1, 20).expand(6, 20), 7),
        Layer.of("float64", Torch.randn(6, 20).to(DType.float64), 7));
  }

  private static Tensor leaf(Tensor values) {
    return values.detach().requiresGrad_(true);
  }

  @ParameterizedTest
  @MethodSource("layers")
  void linear_isProductAndSum(Layer layer) {
    try (var scope = Torch.scope()) {
      Tensor[] ours = {leaf(layer.input), leaf(layer.weight), leaf(layer.bias)};
      Tensor[] plain = {leaf(layer.input), leaf(layer.weight), leaf(layer.bias)};
      Tensor result =
          Tensor.wrap(
              torch.linear(
                  ours[0].unwrap(), ours[1].unwrap(), new TensorOptional(ours[2].unwrap())));
      Tensor expected = Torch.matmul(plain[0], plain[1].t()).add(plain[2]);
      assertArrayEquals(expected.shape(), result.shape());
      assertTrue(Torch.allclose(result, expected, 1e-5, 1e-5, false), "result");
      result.square().sum().backward();
      expected.square().sum().backward();
      for (int i = 0; i < ours.length; i++) {
        assertTrue(
            Torch.allclose(ours[i].grad(), plain[i].grad(), 1e-4, 1e-3, false), "gradient " + i);
      }
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 10, 192, 193, 300, 383, 384, 385, 784})
  void linear_hasTheBitsOfItsProduct(long in) {
    int threads = Torch.getNumThreads();
    try (var scope = Torch.scope()) {
      Torch.setNumThreads(1);
      for (long out : new long[] {1, 10, 11, 12, 16, 33, 64}) {
        Tensor input = Torch.randn(32, in);
        Tensor weight = Torch.randn(out, in);
        Tensor result =
            Tensor.wrap(torch.linear(input.unwrap(), weight.unwrap(), new TensorOptional()));
        assertTrue(result.equal(input.mm(weight.t())), out + " columns");
      }
    } finally {
      Torch.setNumThreads(threads);
    }
  }

  @Test
  void linear_isTheSameOnAnyNumberOfThreads() {
    int threads = Torch.getNumThreads();
    try (var scope = Torch.scope();
        var noGrad = Torch.noGrad()) {
      Tensor input = Torch.randn(32, 784);
      var layer = new Linear(784, 64);
      Torch.setNumThreads(1);
      Tensor expected = layer.call(input);
      Torch.setNumThreads(4);
      assertTrue(Torch.allclose(layer.call(input), expected, 1e-5, 1e-6, false));
      assertEquals(4, Torch.getNumThreads());
    } finally {
      Torch.setNumThreads(threads);
    }
  }
}
