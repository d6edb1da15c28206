package torch4j.internal;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import torch4j.DType;
import torch4j.Tensor;
import torch4j.Torch;

/** mm and addmm against the same in float64. */
final class MatrixProductsTest {
  @BeforeAll
  static void seed() {
    Torch.manualSeed(0);
  }

  static Stream<FactorPair> pairs() {
    Tensor a = Torch.randn(120, 130);
    Tensor b = Torch.randn(130, 140);
    return Stream.of(
        FactorPair.of(0, 3, 4),
        FactorPair.of(3, 0, 4),
        FactorPair.of(1, 1, 1),
        FactorPair.of(1, 1024, 1024),
        FactorPair.of(1024, 1024, 1),
        FactorPair.of(127, 128, 129),
        FactorPair.of(120, 130, 140),
        FactorPair.of(300, 200, 100),
        new FactorPair("a transposed", a.t().contiguous().t(), b),
        new FactorPair("b transposed", a, b.t().contiguous().t()),
        new FactorPair("both transposed", a.t().contiguous().t(), b.t().contiguous().t()),
        new FactorPair("gaps between rows", a, Torch.randn(130, 300).narrow(1, 5, 140)),
        new FactorPair("every second element", Torch.randn(120, 130, 2).select(2, 1), b),
        new FactorPair("one row for all", Torch.randn(1, 130).expand(120, 130), b));
  }

  private static void assertClose(Tensor expected, Tensor actual) {
    assertEquals(DType.float32, actual.dtype());
    assertArrayEquals(expected.unwrap().sizes().vec().get(), actual.unwrap().sizes().vec().get());
    assertTrue(Torch.allclose(actual.to(DType.float64), expected, 1e-4, 1e-4, false));
  }

  @ParameterizedTest
  @MethodSource("pairs")
  void product_isThatOfFloat64(FactorPair pair) {
    try (var scope = Torch.scope()) {
      Tensor expected = pair.a().to(DType.float64).mm(pair.b().to(DType.float64));
      assertClose(expected, pair.a().mm(pair.b()));
      assertClose(expected, pair.a().matmul(pair.b()));
    }
  }

  @ParameterizedTest
  @MethodSource("pairs")
  void sum_isThatOfFloat64(FactorPair pair) {
    try (var scope = Torch.scope()) {
      Tensor product = pair.a().to(DType.float64).mm(pair.b().to(DType.float64));
      long n = pair.b().size(1);
      for (Tensor summand :
          new Tensor[] {Torch.randn(pair.a().size(0), n), Torch.randn(n), Torch.randn(1, 1)}) {
        Tensor wide = summand.to(DType.float64);
        assertClose(product.add(wide), Torch.addmm(summand, pair.a(), pair.b()));
        assertClose(
            product.mul(-2.0).add(wide.mul(0.5)),
            Torch.addmm(summand, pair.a(), pair.b(), 0.5, -2.0));
      }
    }
  }

  @Test
  void gradients_areThoseOfFloat64() {
    try (var scope = Torch.scope()) {
      Tensor a = Torch.randn(120, 130).requiresGrad_(true);
      Tensor b = Torch.randn(130, 140).requiresGrad_(true);
      Tensor outer = Torch.randn(120, 140);
      a.mm(b).mul(outer).sum().backward();
      Tensor wide = outer.to(DType.float64);
      assertClose(wide.mm(b.detach().to(DType.float64).t()), a.grad());
      assertClose(a.detach().to(DType.float64).t().mm(wide), b.grad());
    }
  }

  @Test
  void shapesThatDoNotFit_areRefusedByLibTorch() {
    var product =
        assertThrows(RuntimeException.class, () -> Torch.randn(120, 130).mm(Torch.randn(120, 130)));
    assertTrue(
        product
            .getMessage()
            .contains("mat1 and mat2 shapes cannot be multiplied (120x130 and 120x130)"),
        product.getMessage());
    var sum =
        assertThrows(
            RuntimeException.class,
            () -> Torch.addmm(Torch.randn(3, 4), Torch.randn(120, 130), Torch.randn(130, 140)));
    assertTrue(
        sum.getMessage().contains("The expanded size of the tensor (140) must match"),
        sum.getMessage());
  }
}
