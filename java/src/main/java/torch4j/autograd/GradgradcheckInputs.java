package torch4j.autograd;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import torch4j.Tensor;
import torch4j.Torch;

/**
 * The first derivative as a function for {@link Gradcheck}: from the inputs and the gradients of
 * the outputs.
 */
record GradgradcheckInputs(
    java.util.function.Function<List<Tensor>, List<Tensor>> function,
    List<Tensor> inputs,
    List<Tensor> gradOutputs) {

  static GradgradcheckInputs of(
      java.util.function.Function<List<Tensor>, List<Tensor>> function,
      List<Tensor> inputs,
      List<Tensor> gradOutputs) {
    return new GradgradcheckInputs(
        function,
        inputs,
        gradOutputs == null
            ? differentiable(function.apply(inputs)).stream()
                .map(GradgradcheckInputs::random)
                .toList()
            : gradOutputs);
  }

  private static List<Tensor> differentiable(List<Tensor> outputs) {
    return outputs.stream().filter(Tensor::requiresGrad).toList();
  }

  // Between -1 and 1.
  private static Tensor random(Tensor output) {
    Tensor like = output.detach();
    if (!output.isComplex()) {
      return Torch.randLike(like).mul(2).sub(1).requiresGrad_();
    }
    Tensor parts = Torch.randLike(Torch.viewAsReal(like.resolveConj())).mul(2).sub(1);
    return Torch.viewAsComplex(parts).requiresGrad_();
  }

  boolean check(GradcheckOptions options) {
    List<Tensor> all = new ArrayList<>(inputs);
    all.addAll(Tensors.wrapped(Tensors.raw(gradOutputs, "gradOutputs")));
    return new Gradcheck(this::gradients, all, options).check();
  }

  private List<Tensor> gradients(List<Tensor> given) {
    List<Tensor> ofFunction = given.subList(0, inputs.size());
    List<Tensor> outputs = differentiable(function.apply(ofFunction));
    List<Tensor> found =
        Autograd.grad(
            outputs,
            ofFunction.stream().filter(Tensor::requiresGrad).toList(),
            GradOptions.options()
                .gradOutputs(given.subList(inputs.size(), given.size()))
                .createGraph(true)
                .allowUnused(true));
    return found.stream().filter(Objects::nonNull).toList();
  }
}
