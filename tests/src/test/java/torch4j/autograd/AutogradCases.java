package torch4j.autograd;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import torch4j.BackwardOptions;
import torch4j.DType;
import torch4j.Device;
import torch4j.RemovableHandle;
import torch4j.Tensor;
import torch4j.TensorOptions;
import torch4j.ThreadState;
import torch4j.Torch;
import torch4j.autograd.TestFunctions.Cube;
import torch4j.autograd.TestFunctions.Lazy;
import torch4j.autograd.TestFunctions.Mul;
import torch4j.autograd.TestFunctions.NotMultiplied;
import torch4j.autograd.TestFunctions.Split;
import torch4j.autograd.TestFunctions.View;
import torch4j.autograd.TestFunctions.Wrong;

/** The cases of tests/python/autograd_cases.py in Java, by name. */
final class AutogradCases {
  private static final TensorOptions FLOAT64 = TensorOptions.options().dtype(DType.float64);

  private final Map<String, Supplier<List<Tensor>>> cases = new LinkedHashMap<>();

  AutogradCases() {
    functions();
    backward();
    grad();
    hooks();
    values();
    checkpoints();
    checks();
  }

  Map<String, Supplier<List<Tensor>>> all() {
    return cases;
  }

  private void add(String name, Supplier<List<Tensor>> body) {
    cases.put(name, body);
  }

  private void refused(String name, Runnable body) {
    add(
        name,
        () -> {
          body.run();
          return List.of();
        });
  }

  static Tensor leaf(long... shape) {
    return leaf(DType.float64, shape);
  }

  static Tensor leaf(DType dtype, long... shape) {
    long count = Arrays.stream(shape).reduce(1, (a, b) -> a * b);
    return Torch.arange(count, FLOAT64)
        .div(4)
        .add(0.5)
        .to(dtype)
        .reshape(shape)
        .detach()
        .requiresGrad_();
  }

  private static Tensor ones(DType dtype, long... shape) {
    return Torch.ones(shape, TensorOptions.options().dtype(dtype));
  }

  private static Tensor flags(boolean... values) {
    return Torch.tensor(values);
  }

  private static List<Tensor> mul(String mode, boolean isLeaf) {
    Tensor a = leaf(3);
    Tensor b = leaf(3);
    new Mul(mode).call(isLeaf ? a : a.mul(1), b).sum().backward();
    List<Tensor> gradients = new ArrayList<>();
    for (Tensor input : List.of(a, b)) {
      if (input.grad() != null) {
        gradients.add(input.grad());
      }
    }
    return gradients;
  }

  private void functions() {
    for (String mode : List.of("plain", "one", "three", "extra_none", "shape", "none")) {
      add("function_" + mode, () -> mul(mode, true));
    }
    for (String mode : List.of("unmarked", "dirty", "dirty_not_returned")) {
      add("function_" + mode, () -> mul(mode, false));
    }
    add("function_dirtyLeaf", () -> mul("dirty", true));
    add(
        "function_same",
        () -> {
          Tensor a = leaf(3);
          new Mul("plain").call(a, a).sum().backward();
          return List.of(a.grad());
        });
    refused(
        "function_twice",
        () -> {
          Tensor a = leaf(3);
          Tensor out = new Mul("plain").call(a, a).sum();
          out.backward();
          out.backward();
        });
    refused(
        "function_version",
        () -> {
          Tensor a = leaf(3);
          Tensor b = a.mul(2);
          Tensor out = new Mul("plain").call(b, a);
          b.add_(Torch.ones()); // the overload that Python takes for 1
          out.sum().backward();
        });
    add(
        "function_split",
        () -> {
          Tensor a = leaf(2, 3);
          List<Tensor> out = new Split().apply(a.t());
          Tensor y = out.get(1);
          out.get(0).sum().add(y.mul(y).sum()).add(out.get(2).sum()).backward();
          return List.of(
              a.grad(), out.get(2), flags(out.get(2).requiresGrad(), out.get(0).requiresGrad()));
        });
    add(
        "function_lazy",
        () -> {
          Tensor a = leaf(3);
          new Lazy().apply(a).get(0).sum().backward();
          return List.of(a.grad());
        });
    refused("function_view", () -> new View().call(leaf(3).mul(1)).add_(1));
    add(
        "function_double",
        () -> {
          Tensor a = leaf(3);
          GradOptions create = GradOptions.options().createGraph(true);
          Tensor g = Autograd.grad(List.of(new Cube().call(a).sum()), List.of(a), create).get(0);
          Tensor h = Autograd.grad(List.of(g.sum()), List.of(a), create).get(0);
          return List.of(g, h, Autograd.grad(h.sum(), a));
        });
    for (long[] shape : new long[][] {{}, {1}, {0}, {2, 0}, {2, 3}}) {
      String name =
          String.join("x", Arrays.stream(shape).mapToObj(Long::toString).toArray(String[]::new));
      add(
          "function_shape_" + name,
          () -> {
            Tensor a = leaf(shape);
            new Cube().call(a).sum().backward();
            return List.of(a.grad());
          });
    }
    add(
        "function_noGrad",
        () -> {
          try (ThreadState off = Torch.noGrad()) {
            Tensor out = new Cube().call(leaf(3));
            return List.of(out, flags(out.requiresGrad()));
          }
        });
  }

  private void backward() {
    add(
        "backward_gradient",
        () -> {
          Tensor a = leaf(3);
          a.mul(a).backward(Torch.tensor(new double[] {1, 2, 3}));
          return List.of(a.grad());
        });
    add(
        "backward_accumulates",
        () -> {
          Tensor a = leaf(3);
          Tensor out = a.mul(a).sum();
          out.backward(null, BackwardOptions.options().retainGraph(true));
          out.backward();
          return List.of(a.grad());
        });
    add(
        "backward_inputs",
        () -> {
          Tensor a = leaf(3);
          Tensor b = leaf(3);
          Tensor c = a.mul(b);
          c.mul(c).sum().backward(null, BackwardOptions.options().inputs(List.of(a, c)));
          return List.of(a.grad(), c.grad(), flags(b.grad() == null));
        });
    add(
        "backward_createGraph",
        () -> {
          Tensor a = leaf(3);
          a.pow(3).sum().backward(null, BackwardOptions.options().createGraph(true));
          Tensor g = a.grad();
          a.setGrad(null);
          g.sum().backward();
          return List.of(g, a.grad());
        });
    add(
        "backward_list",
        () -> {
          Tensor a = leaf(3);
          Autograd.backward(
              List.of(a.sum(), a.mul(a)), Arrays.asList(null, ones(DType.float64, 3)));
          return List.of(a.grad());
        });
    refused("backward_noScalar", () -> leaf(3).backward());
    refused("backward_complex", () -> leaf(DType.complex64, 1).backward());
    refused("backward_noGrad", () -> Torch.ones().backward());
    refused("backward_shape", () -> leaf(3).mul(2).backward(Torch.ones(2)));
    refused("backward_dtype", () -> leaf(3).mul(2).backward(ones(DType.complex64, 3)));
    refused(
        "backward_tooFew",
        () -> Autograd.backward(List.of(leaf(1), leaf(1)), Arrays.asList((Tensor) null)));
    refused(
        "backward_noInputs",
        () -> leaf(1).backward(null, BackwardOptions.options().inputs(List.of())));
    refused(
        "backward_inputNoGrad",
        () -> leaf(1).backward(null, BackwardOptions.options().inputs(List.of(Torch.ones(2)))));
    refused(
        "backward_twice",
        () -> {
          Tensor a = leaf(3);
          Tensor out = a.mul(a).sum();
          out.backward();
          out.backward();
        });
    refused(
        "backward_version",
        () -> {
          Tensor a = leaf(3).mul(2);
          Tensor out = a.mul(a).sum();
          a.add_(Torch.ones());
          out.backward();
        });
  }

  private void grad() {
    GradOptions options = GradOptions.options();
    refused("grad_noInputs", () -> Autograd.grad(List.of(leaf(1)), List.of()));
    refused("grad_inputNoGrad", () -> Autograd.grad(leaf(1), Torch.ones(2)));
    refused("grad_unused", () -> Autograd.grad(leaf(1), leaf(2)));
    refused(
        "grad_materializeRefused",
        () ->
            Autograd.grad(
                List.of(leaf(1)),
                List.of(leaf(2)),
                options.materializeGrads(true).allowUnused(false)));
    add(
        "grad_materialize",
        () -> {
          Tensor a = leaf(3);
          return Autograd.grad(
              List.of(a.sum()), List.of(a, leaf(2)), options.materializeGrads(true));
        });
    add(
        "grad_batched",
        () -> {
          Tensor a = leaf(3);
          Tensor v = Torch.arange(12, FLOAT64).reshape(4, 3);
          return Autograd.grad(
              List.of(a.pow(2)), List.of(a), options.gradOutputs(List.of(v)).isGradsBatched(true));
        });
    add(
        "grad_nonContiguous",
        () -> {
          Tensor a = leaf(4, 6);
          Tensor out = a.t().narrow(0, 1, 2).pow(2).flip(0);
          return Autograd.grad(
              List.of(out), List.of(a), options.gradOutputs(List.of(ones(DType.float64, 2, 4))));
        });
  }

  private static void badHook(Tensor result) {
    Tensor b = leaf(3).mul(2);
    b.registerHook(gradient -> result);
    b.sum().backward();
  }

  private void hooks() {
    add(
        "hook_replaces",
        () -> {
          Tensor a = leaf(3);
          Tensor b = a.mul(2);
          List<Tensor> order = new ArrayList<>();
          b.registerHook(
              gradient -> {
                order.add(gradient.clone());
                return gradient.mul(10);
              });
          RemovableHandle removed = b.registerHook(gradient -> gradient.mul(1000));
          b.registerHook(
              gradient -> {
                order.add(gradient.clone());
                return null;
              });
          removed.remove();
          b.mul(b).sum().backward();
          order.add(0, a.grad());
          return order;
        });
    add(
        "hook_leaf",
        () -> {
          Tensor a = leaf(3);
          a.registerHook(gradient -> gradient.add(1));
          a.mul(a).sum().backward();
          return List.of(a.grad());
        });
    add(
        "hook_inPlace",
        () -> {
          Tensor a = leaf(3);
          Tensor b = a.mul(2);
          b.registerHook(gradient -> gradient.mul(10));
          b.mul_(3);
          b.registerHook(gradient -> gradient.add(1));
          b.sum().backward();
          return List.of(a.grad());
        });
    add(
        "hook_view",
        () -> {
          Tensor a = leaf(4);
          Tensor b = a.mul(2).narrow(0, 1, 2);
          b.registerHook(gradient -> gradient.mul(10));
          b.sum().backward();
          return List.of(a.grad());
        });
    add(
        "hook_retain",
        () -> {
          Tensor a = leaf(3);
          Tensor b = a.mul(2);
          b.retainGrad();
          b.registerHook(gradient -> gradient.mul(10));
          b.mul(b).sum().backward();
          return List.of(a.grad(), b.grad());
        });
    add(
        "hook_postAccumulate",
        () -> {
          Tensor a = leaf(3);
          List<Tensor> seen = new ArrayList<>();
          RemovableHandle handle =
              a.registerPostAccumulateGradHook(leaf -> seen.add(leaf.grad().clone()));
          a.mul(a).sum().backward();
          a.registerPostAccumulateGradHook(leaf -> seen.add(leaf.add(leaf.grad())));
          a.mul(a).sum().backward();
          handle.remove();
          a.sum().backward();
          seen.add(0, a.grad());
          return seen;
        });
    refused("hook_size", () -> badHook(ones(DType.float64, 2)));
    refused("hook_dtype", () -> badHook(Torch.ones(3)));
    refused("hook_noGrad", () -> Torch.ones(2).registerHook(gradient -> null));
    refused("hook_postNoGrad", () -> Torch.ones(2).registerPostAccumulateGradHook(leaf -> {}));
    refused("hook_postNonLeaf", () -> leaf(2).mul(2).registerPostAccumulateGradHook(leaf -> {}));
  }

  private void values() {
    add(
        "setGrad",
        () -> {
          Tensor a = leaf(3);
          a.setGrad(ones(DType.float64, 3));
          return List.of(a.grad());
        });
    refused(
        "setGrad_own",
        () -> {
          Tensor a = leaf(3);
          a.setGrad(a);
        });
    refused("setGrad_size", () -> leaf(3).setGrad(ones(DType.float64, 2)));
    refused("setGrad_dtype", () -> leaf(3).setGrad(Torch.ones(3)));
    refused(
        "setGrad_device",
        () -> leaf(3).setGrad(Torch.ones(new long[] {3}, FLOAT64.device(Device.of("meta")))));
    add(
        "version",
        () -> {
          Tensor a = Torch.tensor(new double[] {1, 2, 3});
          List<Long> versions = new ArrayList<>(List.of(a.version()));
          a.add_(1);
          versions.add(a.version());
          a.narrow(0, 1, 2).mul_(2);
          versions.add(a.version());
          versions.add(a.detach().version());
          return List.of(Torch.tensor(versions));
        });
    add(
        "savedTensors",
        () -> {
          Tensor a = leaf(3);
          Tensor out;
          try (ThreadState hooks =
              Autograd.savedTensorsHooks(x -> x.mul(2), x -> ((Tensor) x).mul(5))) {
            out = a.mul(a).sum();
          }
          out.backward();
          return List.of(a.grad());
        });
    refused(
        "savedTensors_inPlace",
        () -> {
          try (ThreadState hooks = Autograd.savedTensorsHooks(x -> x.add_(1), x -> (Tensor) x)) {
            leaf(3).exp();
          }
        });
  }

  private void checkpoints() {
    add(
        "checkpointed",
        () -> {
          Torch.manualSeed(3);
          Tensor a = leaf(50);
          Tensor out = Autograd.checkpoint(x -> Torch.dropout(x.sin(), 0.5, true).exp(), a.mul(2));
          Tensor after = Torch.rand(new long[] {2}, FLOAT64);
          out.sum().backward();
          return List.of(out, a.grad(), after, Torch.rand(new long[] {2}, FLOAT64));
        });
    add(
        "checkpointed_sequential",
        () -> {
          Tensor a = leaf(5);
          List<UnaryOperator<Tensor>> functions =
              List.of(Tensor::sin, Tensor::exp, Tensor::cos, Tensor::tanh, Tensor::exp);
          Tensor out = Autograd.checkpointSequential(functions, 2, a);
          out.sum().backward();
          return List.of(out, a.grad());
        });
    add(
        "checkpointed_retain",
        () -> {
          Tensor a = leaf(3);
          Tensor out = Autograd.checkpoint(x -> x.sin().exp(), a).sum();
          out.backward(null, BackwardOptions.options().retainGraph(true));
          out.backward();
          return List.of(a.grad());
        });
    add(
        "checkpointed_double",
        () -> {
          Tensor a = leaf(3);
          Tensor out = Autograd.checkpoint(x -> x.sin().mul(x.exp()), a).sum();
          GradOptions create = GradOptions.options().createGraph(true);
          Tensor g = Autograd.grad(List.of(out), List.of(a), create).get(0);
          return List.of(g, Autograd.grad(g.sum(), a));
        });
    add(
        "checkpointed_nested",
        () -> {
          Tensor a = leaf(3);
          Tensor out =
              Autograd.checkpoint(x -> Autograd.checkpoint(y -> y.sin().exp(), x.mul(2)).cos(), a);
          out.sum().backward();
          return List.of(out, a.grad());
        });
  }

  private void checks() {
    refused(
        "anomaly_nan",
        () -> {
          try (AnomalyDetection on = Autograd.detectAnomaly()) {
            Tensor a = Torch.zeros(1).requiresGrad_();
            a.sqrt().mul(0).sum().backward();
          }
        });
    for (boolean fast : new boolean[] {false, true}) {
      String prefix = fast ? "gradcheck_fast_" : "gradcheck_";
      UnaryOperator<Tensor> twice = x -> new Wrong(false).call(x);
      refused(prefix + "wrong", () -> gradcheck(twice, leaf(2), fast));
      UnaryOperator<Tensor> square = x -> new Wrong(true).call(x);
      refused(prefix + "complexWrong", () -> gradcheck(square, leaf(DType.complex128, 2), fast));
      refused(prefix + "detached", () -> gradcheck(x -> x.detach().mul(2), leaf(2), fast));
    }
    refused("gradcheck_notMultiplied", () -> gradcheck(new NotMultiplied(), leaf(2)));
    refused("gradcheck_noGrad", () -> gradcheck(new Cube(), Torch.ones(2)));
    refused(
        "gradcheck_overlap",
        () -> gradcheck(new Cube(), leaf(1).detach().expand(3).requiresGrad_()));
  }

  private static void gradcheck(UnaryOperator<Tensor> function, Tensor input, boolean fast) {
    Autograd.gradcheck(
        inputs -> List.of(function.apply(inputs.get(0))),
        List.of(input),
        GradcheckOptions.options().fastMode(fast));
  }

  private static void gradcheck(Function function, Tensor input) {
    Autograd.gradcheck(inputs -> function.apply(inputs.get(0)), List.of(input));
  }
}
