package torch4j.autograd;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;
import static torch4j.autograd.AutogradCases.leaf;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import torch4j.Tensor;
import torch4j.Torch;
import torch4j.TorchException;
import torch4j.testing.Golden;
import torch4j.testing.Programs;

/** {@link Functional} compared to Python's. */
final class FunctionalLiveTest {
  private static List<Tensor> two(List<Tensor> inputs) {
    Tensor x = inputs.get(0);
    Tensor y = inputs.get(1);
    return List.of(x.sin().mul(y.sum()), y.exp().sum());
  }

  private static Tensor scalar(List<Tensor> inputs) {
    return two(inputs).get(0).sum().mul(inputs.get(1).prod());
  }

  private static List<Supplier<List<Tensor>>> cases() {
    List<Tensor> inputs = List.of(leaf(2, 2).detach(), leaf(3));
    return List.of(
        () -> List.of(Functional.jacobian(x -> x.pow(3).cumsum(0), leaf(2, 2))),
        () -> flat(Functional.jacobian(FunctionalLiveTest::two, inputs, false)),
        () -> List.of(Functional.hessian(x -> x.pow(3).sum().exp(), leaf(3))),
        () -> flat(Functional.hessian(FunctionalLiveTest::scalar, inputs, false)),
        () ->
            product(
                Functional.vjp(
                    FunctionalLiveTest::two,
                    inputs,
                    List.of(leaf(2, 2).detach(), leaf().detach()),
                    false)),
        () ->
            product(
                Functional.jvp(
                    FunctionalLiveTest::two,
                    inputs,
                    List.of(leaf(2, 2).detach(), leaf(3).detach()),
                    false)),
        () -> List.of(Functional.jacobian(x -> x.pow(2), leaf(0))),
        () -> List.of(Functional.jacobian(x -> Torch.onesLike(x), leaf(2))));
  }

  private static List<Tensor> flat(List<List<Tensor>> nested) {
    return nested.stream().flatMap(List::stream).toList();
  }

  private static List<Tensor> product(OutputsAndProduct both) {
    List<Tensor> all = new ArrayList<>(both.outputs());
    all.addAll(both.product());
    return all;
  }

  @Test
  void derivatives_equalPython() {
    var python = Programs.python();
    assumeTrue(python.isPresent(), "no reference Python: run tests/run");
    String script = Programs.root().resolve("tests/python/functional_cases.py").toString();
    String lines = Programs.python(python.get(), script).requireSuccess().out();
    List<Supplier<List<Tensor>>> cases = cases();
    List<JsonNode> expected = lines.lines().map(Golden::parse).toList();
    assertEquals(expected.size(), cases.size());
    for (int i = 0; i < cases.size(); i++) {
      List<Tensor> got = cases.get(i).get();
      assertEquals(expected.get(i).size(), got.size());
      for (int j = 0; j < got.size(); j++) {
        assertArrayEquals(Golden.longs(expected.get(i).get(j).get("shape")), got.get(j).shape());
        assertArrayEquals(
            Golden.doubles(expected.get(i).get(j).get("values")),
            got.get(j).reshape(-1).toDoubleArray(),
            1e-9);
        assertEquals(false, got.get(j).requiresGrad());
      }
    }
  }

  @Test
  void createGraph_recordsTheDerivative() {
    Tensor x = leaf(2);
    Tensor jacobian =
        Functional.jacobian(in -> List.of(in.get(0).pow(3)), List.of(x), true).get(0).get(0);
    jacobian.sum().backward();
    assertArrayEquals(new double[] {3, 4.5}, x.grad().toDoubleArray());
    assertTrue(
        Functional.vjp(in -> List.of(in.get(0).pow(3).sum()), List.of(x), null, true)
            .product()
            .get(0)
            .requiresGrad());
  }

  @Test
  void vectorsThatDoNotFit_areRefused() {
    List<Tensor> x = List.of(leaf(2));
    assertEquals(
        "The vector v can only be None if the user-provided function returns a single Tensor with a"
            + " single element.",
        assertThrows(TorchException.class, () -> Functional.vjp(in -> in, x, null, false))
            .getMessage());
    assertEquals(
        "The vector v can only be None if the input to the user-provided function is a single"
            + " Tensor with a single element.",
        assertThrows(TorchException.class, () -> Functional.jvp(in -> in, x, null, false))
            .getMessage());
    assertEquals(
        "v has invalid size: should be torch.Size([2]) but got torch.Size([3]).",
        assertThrows(
                TorchException.class, () -> Functional.jvp(in -> in, x, List.of(leaf(3)), false))
            .getMessage());
    assertEquals(
        "v is a tuple of invalid length: should be 1 but got 2.",
        assertThrows(
                TorchException.class,
                () -> Functional.jvp(in -> in, x, List.of(leaf(2), leaf(2)), false))
            .getMessage());
    assertEquals(
        "The Tensor returned by the function given to hessian should contain a single element",
        assertThrows(TorchException.class, () -> Functional.hessian(Tensor::sin, leaf(2)))
            .getMessage());
  }
}
