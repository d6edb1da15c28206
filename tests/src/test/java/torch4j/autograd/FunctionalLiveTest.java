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
import java.util.function.Function;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import torch4j.DType;
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

  private static final FunctionalOptions DEFAULT = FunctionalOptions.options();

  private static List<Supplier<List<Tensor>>> cases() {
    List<Tensor> inputs = List.of(leaf(2, 2).detach(), leaf(3));
    List<Tensor> v = List.of(leaf(2, 2).detach(), leaf(3).detach());
    List<Tensor> ofOutputs = List.of(leaf(2, 2).detach(), leaf().detach());
    List<Supplier<List<Tensor>>> cases = new ArrayList<>();
    cases.add(() -> List.of(Functional.jacobian(x -> x.pow(3).cumsum(0), leaf(2, 2))));
    cases.add(() -> flat(Functional.jacobian(FunctionalLiveTest::two, inputs, DEFAULT)));
    cases.add(() -> List.of(Functional.hessian(x -> x.pow(3).sum().exp(), leaf(3))));
    cases.add(() -> flat(Functional.hessian(FunctionalLiveTest::scalar, inputs, DEFAULT)));
    cases.add(() -> product(Functional.vjp(FunctionalLiveTest::two, inputs, ofOutputs, DEFAULT)));
    cases.add(() -> product(Functional.jvp(FunctionalLiveTest::two, inputs, v, DEFAULT)));
    cases.add(() -> List.of(Functional.jacobian(x -> x.pow(2), leaf(0))));
    cases.add(() -> List.of(Functional.jacobian(x -> Torch.onesLike(x), leaf(2))));
    cases.add(() -> product(Functional.vhp(FunctionalLiveTest::scalar, inputs, v, DEFAULT)));
    cases.add(() -> product(Functional.hvp(FunctionalLiveTest::scalar, inputs, v, DEFAULT)));
    Function<List<Tensor>, Tensor> exp = in -> in.get(0).exp();
    cases.add(() -> product(Functional.vhp(exp, List.of(leaf(1)), null, DEFAULT)));
    cases.add(() -> product(Functional.hvp(exp, List.of(leaf(1)), null, DEFAULT)));
    cases.add(() -> product(Functional.vhp(exp, List.of(leaf(2)), null, DEFAULT)));
    List<Tensor> tooLong = List.of(leaf(3));
    Function<List<Tensor>, Tensor> sum = in -> in.get(0).exp().sum();
    cases.add(() -> product(Functional.hvp(sum, List.of(leaf(2)), tooLong, DEFAULT)));
    for (Function<List<Tensor>, Tensor> function : functions()) {
      for (boolean strict : new boolean[] {false, true}) {
        for (boolean createGraph : new boolean[] {false, true}) {
          derivatives(cases, function, DEFAULT.strict(strict).createGraph(createGraph), v);
        }
      }
    }
    return cases;
  }

  private static List<Function<List<Tensor>, Tensor>> functions() {
    return List.of(
        in -> Torch.ones(),
        in -> in.get(0).pow(3).sum(),
        in -> in.get(0).sum().mul(2).add(in.get(1).sum()).mul(3),
        in -> in.get(0).pow(2).sum().add(in.get(1).pow(2).sum()),
        in -> in.get(0).pow(3).sum().add(in.get(1).pow(3).sum()),
        FunctionalLiveTest::scalar,
        in -> in.get(0).mul(in.get(1).sum()));
  }

  private static void derivatives(
      List<Supplier<List<Tensor>>> cases,
      Function<List<Tensor>, Tensor> function,
      FunctionalOptions options,
      List<Tensor> v) {
    List<Tensor> inputs =
        List.of(
            leaf(2, 2).detach().requiresGrad_(options.createGraph()),
            leaf(3).detach().requiresGrad_(options.createGraph()));
    Function<List<Tensor>, List<Tensor>> one = in -> List.of(function.apply(in));
    cases.add(() -> flat(Functional.jacobian(one, inputs, options)));
    cases.add(() -> flat(Functional.hessian(function, inputs, options)));
    cases.add(() -> product(Functional.vjp(one, inputs, null, options)));
    cases.add(() -> product(Functional.jvp(one, inputs, v, options)));
    cases.add(() -> product(Functional.vhp(function, inputs, v, options)));
    cases.add(() -> product(Functional.hvp(function, inputs, v, options)));
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
    List<String> failures = new ArrayList<>();
    for (int i = 0; i < cases.size(); i++) {
      try {
        check(expected.get(i), cases.get(i));
      } catch (AssertionError | RuntimeException e) {
        failures.add(i + ": " + e);
      }
    }
    assertEquals("", String.join("\n", failures));
  }

  private static void check(JsonNode expected, Supplier<List<Tensor>> body) {
    if (expected.has("error")) {
      TorchException e = assertThrows(TorchException.class, body::get);
      assertEquals(expected.get("error").asText(), e.getMessage());
      return;
    }
    List<Tensor> got = body.get();
    assertEquals(expected.size(), got.size());
    for (int i = 0; i < got.size(); i++) {
      Tensor tensor = got.get(i);
      assertArrayEquals(Golden.longs(expected.get(i).get("shape")), tensor.shape());
      assertArrayEquals(
          Golden.doubles(expected.get(i).get("values")),
          tensor.detach().to(DType.float64).reshape(-1).toDoubleArray(),
          1e-9);
      boolean grad = expected.get(i).path("grad").asBoolean();
      assertEquals(grad, tensor.requiresGrad());
    }
  }

  @Test
  void createGraph_recordsTheDerivative() {
    Tensor x = leaf(2);
    Tensor jacobian =
        Functional.jacobian(in -> List.of(in.get(0).pow(3)), List.of(x), DEFAULT.createGraph(true))
            .get(0)
            .get(0);
    jacobian.sum().backward();
    assertArrayEquals(new double[] {3, 4.5}, x.grad().toDoubleArray());
    assertTrue(
        Functional.vjp(
                in -> List.of(in.get(0).pow(3).sum()), List.of(x), null, DEFAULT.createGraph(true))
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
        assertThrows(TorchException.class, () -> Functional.vjp(in -> in, x, null, DEFAULT))
            .getMessage());
    assertEquals(
        "The vector v can only be None if the input to the user-provided function is a single"
            + " Tensor with a single element.",
        assertThrows(TorchException.class, () -> Functional.jvp(in -> in, x, null, DEFAULT))
            .getMessage());
    assertEquals(
        "v has invalid size: should be torch.Size([2]) but got torch.Size([3]).",
        assertThrows(
                TorchException.class, () -> Functional.jvp(in -> in, x, List.of(leaf(3)), DEFAULT))
            .getMessage());
    assertEquals(
        "v is a tuple of invalid length: should be 1 but got 2.",
        assertThrows(
                TorchException.class,
                () -> Functional.jvp(in -> in, x, List.of(leaf(2), leaf(2)), DEFAULT))
            .getMessage());
    assertEquals(
        "The Tensor returned by the function given to hessian should contain a single element",
        assertThrows(TorchException.class, () -> Functional.hessian(Tensor::sin, leaf(2)))
            .getMessage());
  }
}
