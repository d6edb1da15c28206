package torch4j.optim;

import java.util.List;
import org.bytedeco.pytorch.TensorVector;
import org.bytedeco.pytorch.global.torch;
import torch4j.Tensor;
import torch4j.Torch;

/**
 * The parameters of {@link LBFGS}, flattened into a single vector. Complex parameters are viewed as
 * real.
 */
final class FlatParams {
  private final List<Tensor> params;

  FlatParams(List<Tensor> params) {
    this.params = params;
  }

  /** The number of elements of the vector. */
  long size() {
    return params.stream().mapToLong(FlatParams::size).sum();
  }

  private static long size(Tensor param) {
    return param.isComplex() ? 2 * param.numel() : param.numel();
  }

  /**
   * The flattened gradients, with zeros for parameters without one: Python's {@code
   * _gather_flat_grad}.
   */
  Tensor gatherFlatGrad() {
    var views = new TensorVector();
    for (Tensor param : params) {
      Tensor grad = param.grad();
      views.push_back(
          real(grad != null ? dense(grad) : Torch.zerosLike(param)).reshape(-1).unwrap());
    }
    return Tensor.wrap(torch.cat(views, 0));
  }

  /** Adds {@code step * direction} to the parameters: Python's {@code _add_grad}. */
  void addGrad(PythonScalar step, Tensor direction) {
    double alpha = step.toDouble();
    long offset = 0;
    for (Tensor param : params) {
      Tensor target = real(param);
      target.add_(direction.narrow(0, offset, size(param)).viewAs(target), alpha);
      offset += size(param);
    }
  }

  /** Copies of the parameters: Python's {@code _clone_param}. */
  List<Tensor> cloneParams() {
    return params.stream().map(param -> param.detach().clone()).toList();
  }

  /** Sets the parameters to these values: Python's {@code _set_param}. */
  void setParams(List<Tensor> values) {
    for (int i = 0; i < params.size(); i++) {
      params.get(i).copy_(values.get(i));
    }
  }

  // view_as_real does not support lazily conjugated tensors.
  private static Tensor dense(Tensor grad) {
    return grad.isSparse() ? grad.toDense() : grad.resolveConj();
  }

  private static Tensor real(Tensor tensor) {
    return tensor.isComplex() ? Torch.viewAsReal(tensor) : tensor;
  }
}
