package torch4j.nn.fuzz;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Supplier;
import torch4j.Tensor;
import torch4j.Torch;

/**
 * Runs all cases, with the gradients of what they return, and prints what is no clear exception.
 */
public final class Fuzz {
  private Fuzz() {}

  /** Prints the name of each case before it runs, and "end" with the number of cases. */
  public static void main(String[] arguments) {
    Torch.manualSeed(0);
    Map<String, Supplier<Object>> cases = new LinkedHashMap<>();
    new IndexCases().all().forEach((name, body) -> cases.put("index " + name, body));
    new SizeCases().all().forEach((name, body) -> cases.put("size " + name, body));
    cases.forEach(
        (name, body) -> {
          System.out.println("try " + name);
          System.out.flush();
          try (var scope = Torch.scope()) {
            backward(body.get());
          } catch (RuntimeException e) {
            if (e.getClass() == RuntimeException.class || e.getMessage() == null) {
              System.out.println("raw " + name + ": " + e);
            }
          }
        });
    System.out.println("end " + cases.size());
  }

  // LibTorch may refuse that, too: what it throws is the presets', and not ours.
  private static void backward(Object output) {
    if (output instanceof Tensor tensor && tensor.requiresGrad()) {
      try {
        tensor.sum().backward();
      } catch (RuntimeException e) {
        System.out.println("backward: " + e.getClass().getSimpleName());
      }
    }
  }
}
