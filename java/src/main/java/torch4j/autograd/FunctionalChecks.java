package torch4j.autograd;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import torch4j.Tensor;
import torch4j.Torch;
import torch4j.TorchException;
import torch4j.internal.graph.BackwardPass;

/** What {@link Functional} refuses, with Python's messages. */
final class FunctionalChecks {
  private static final String NOT_ALLOWED = " This is not allowed in strict mode";

  private FunctionalChecks() {}

  static TorchException refused(String message) {
    return new TorchException(message, "");
  }

  /** That each output of the function depends on the inputs, in strict mode. */
  static void requireOutputsWithGrad(List<Tensor> outputs, FunctionalOptions options) {
    for (int i = 0; options.strict() && i < outputs.size(); i++) {
      if (!outputs.get(i).requiresGrad()) {
        throw refused(
            "Output "
                + i
                + " of the user-provided function does not require gradients. The outputs must be"
                + " computed in a differentiable manner from the input when running in strict"
                + " mode.");
      }
    }
  }

  /** That each of the first gradients, null for none, can be differentiated, in strict mode. */
  static void requireGradientsWithGrad(List<Tensor> gradients, FunctionalOptions options) {
    for (int i = 0; options.strict() && i < gradients.size(); i++) {
      requireDependent(gradients.get(i), i);
      if (!gradients.get(i).requiresGrad()) {
        throw refused(
            "The gradient with respect to input "
                + i
                + " is independent of the inputs of the user-provided function."
                + NOT_ALLOWED
                + ".");
      }
    }
  }

  /** That the Jacobian depends on each input, in the strict mode of second derivatives. */
  static void requireJacobianWithGrad(List<Tensor> jacobian, FunctionalOptions options) {
    for (int i = 0; options.strict() && i < jacobian.size(); i++) {
      requireDependent(jacobian.get(i), i);
      if (!jacobian.get(i).requiresGrad()) {
        throw refused(
            "While computing the hessian, found that the jacobian of the user-provided function"
                + " with respect to input "
                + i
                + " is independent of the input."
                + NOT_ALLOWED
                + ". You should ensure that your function is twice differentiable and that the"
                + " jacobian depends on the inputs (this would be violated by a linear function for"
                + " example).");
      }
    }
  }

  private static void requireDependent(Tensor gradient, int index) {
    if (gradient == null) {
      throw refused(
          "The output of the user-provided function is independent of input "
              + index
              + "."
              + NOT_ALLOWED
              + ".");
    }
  }

  /** One row of the Jacobian of an output: zeros for null, refused in strict mode. */
  static List<Tensor> row(
      List<Tensor> gradients, List<Tensor> inputs, int output, FunctionalOptions options) {
    for (int i = 0; options.strict() && i < gradients.size(); i++) {
      if (gradients.get(i) == null) {
        throw refused(
            "Output "
                + output
                + " of the user-provided function is independent of input "
                + i
                + "."
                + NOT_ALLOWED
                + ".");
      }
      if (options.createGraph() && !gradients.get(i).requiresGrad()) {
        throw refused(
            "The jacobian of the user-provided function is independent of input "
                + output // as Python
                + "."
                + NOT_ALLOWED
                + " when create_graph=True.");
      }
    }
    return withZeros(gradients, inputs);
  }

  /** Which product it is that may not depend on something. */
  enum Product {
    VJP("The output of the user-provided function is independent of input %d." + NOT_ALLOWED + "."),
    JVP(
        "The gradient with respect to the input is independent of entry %d in the grad_outputs when"
            + " using the double backward trick to compute forward mode gradients."
            + NOT_ALLOWED
            + "."),
    VHP(
        "The jacobian of the user-provided function is independent of input %d."
            + NOT_ALLOWED
            + "."),
    HVP(
        "The hessian of the user-provided function is independent of entry %d in the grad_jacobian."
            + NOT_ALLOWED
            + " as it prevents from using the double backward trick to replace forward mode AD.");

    private final String message;

    Product(String message) {
      this.message = message;
    }
  }

  /** The product: zeros like these for null, refused in strict mode. */
  static List<Tensor> product(
      Product product, List<Tensor> gradients, List<Tensor> like, FunctionalOptions options) {
    boolean isFirst = product == Product.VJP || product == Product.JVP;
    for (int i = 0; options.strict() && i < gradients.size(); i++) {
      if (gradients.get(i) == null) {
        throw refused(product.message.formatted(i));
      }
      if (options.createGraph() && !gradients.get(i).requiresGrad()) {
        throw refused(
            "The "
                + (isFirst ? "jacobian" : "hessian")
                + " of the user-provided function is independent of input "
                + i
                + "."
                + NOT_ALLOWED
                + " when create_graph=True.");
      }
    }
    return withZeros(gradients, like);
  }

  private static List<Tensor> withZeros(List<Tensor> gradients, List<Tensor> like) {
    List<Tensor> filled = new ArrayList<>();
    for (int i = 0; i < gradients.size(); i++) {
      filled.add(gradients.get(i) == null ? Torch.zerosLike(like.get(i)) : gradients.get(i));
    }
    return filled;
  }

  /** The output of a function whose second derivatives are wanted. */
  static Tensor scalar(Tensor output, String method) {
    if (output.numel() != 1) {
      throw refused(
          "The Tensor returned by the function given to "
              + method
              + " should contain a single element");
    }
    return output;
  }

  /**
   * That a vector has the shapes of other tensors.
   *
   * @param v null if that is one tensor of one element
   * @param source what messages call them
   */
  static void requireLike(List<Tensor> v, List<Tensor> other, String source) {
    if (v == null) {
      if (other.size() != 1 || other.get(0).numel() != 1) {
        throw refused(
            "The vector v can only be None if "
                + source
                + " a single Tensor with a single element.");
      }
      return;
    }
    Tensors.raw(v, "v");
    if (v.size() != other.size()) {
      throw refused(
          "v is a tuple of invalid length: should be "
              + other.size()
              + " but got "
              + v.size()
              + ".");
    }
    for (int i = 0; i < v.size(); i++) {
      if (!Arrays.equals(v.get(i).shape(), other.get(i).shape())) {
        throw refused(
            (v.size() > 1 ? "Entry " + i + " in v" : "v")
                + " has invalid size: should be "
                + BackwardPass.size(other.get(i).shape())
                + " but got "
                + BackwardPass.size(v.get(i).shape())
                + ".");
      }
    }
  }
}
