package torch4j.optim;

import java.util.List;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorVector;
import org.bytedeco.pytorch.global.torch;

/** The parameters of {@link LBFGS} as one vector. Complex ones are pairs of real numbers in it. */
final class FlatParams {
  private final List<Tensor> params;

  FlatParams(List<Tensor> params) {
    this.params = params;
  }

  /** How many numbers there are. */
  long size() {
    return params.stream().mapToLong(FlatParams::size).sum();
  }

  private static long size(Tensor param) {
    return param.is_complex() ? 2 * param.numel() : param.numel();
  }

  /** The gradients, one after another; zeros where there is none. */
  Tensor gradient() {
    var views = new TensorVector();
    for (Tensor param : params) {
      Tensor grad = param.grad();
      views.push_back(real(grad.defined() ? dense(grad) : torch.zeros_like(param)).reshape(-1));
    }
    return torch.cat(views, 0);
  }

  /** Adds {@code step * direction} to the parameters. */
  void add(PythonScalar step, Tensor direction) {
    double alpha = step.toDouble();
    long offset = 0;
    for (Tensor param : params) {
      Tensor target = real(param);
      target.add_(direction.narrow(0, offset, size(param)).view_as(target), new Scalar(alpha));
      offset += size(param);
    }
  }

  /** The parameters now. */
  List<Tensor> copies() {
    return params.stream().map(param -> param.detach().clone()).toList();
  }

  /** Sets the parameters. */
  void set(List<Tensor> values) {
    for (int i = 0; i < params.size(); i++) {
      params.get(i).copy_(values.get(i));
    }
  }

  // A conjugate that is not computed yet has no real view.
  private static Tensor dense(Tensor grad) {
    return grad.is_sparse() ? grad.to_dense() : grad.resolve_conj();
  }

  private static Tensor real(Tensor tensor) {
    return tensor.is_complex() ? torch.view_as_real(tensor) : tensor;
  }
}
