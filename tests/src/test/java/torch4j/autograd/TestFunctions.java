package torch4j.autograd;

import torch4j.Tensor;

/** The custom functions of tests/python/autograd_cases.py. */
final class TestFunctions {
  private TestFunctions() {}

  static final class Mul extends Function {
    private final String mode;

    Mul(String mode) {
      this.mode = mode;
    }

    @Override
    protected Tensor[] forward(FunctionContext ctx, Tensor... inputs) {
      Tensor a = inputs[0];
      return switch (mode) {
        case "unmarked" -> tensors(a.add_(1));
        case "dirty" -> {
          ctx.markDirty(a);
          yield tensors(a.add_(1));
        }
        case "dirty_not_returned" -> {
          ctx.markDirty(a);
          yield tensors(a.mul(2));
        }
        default -> {
          ctx.saveForBackward(inputs);
          yield tensors(a.mul(inputs[1]));
        }
      };
    }

    @Override
    protected Tensor[] backward(FunctionContext ctx, Tensor... gradOutputs) {
      Tensor g = gradOutputs[0];
      return switch (mode) {
        case "unmarked", "dirty", "dirty_not_returned" -> tensors(g, null);
        case "one" -> tensors(g);
        case "three" -> tensors(g, g, g);
        case "extra_none" ->
            tensors(g.mul(ctx.savedTensors().get(1)), g.mul(ctx.savedTensor()), null);
        case "shape" -> tensors(g, g.narrow(0, 0, 1).expand(2));
        case "none" -> tensors(null, null);
        default -> tensors(g.mul(ctx.savedTensors().get(1)), g.mul(ctx.savedTensor()));
      };
    }
  }

  static final class Split extends Function {
    @Override
    protected Tensor[] forward(FunctionContext ctx, Tensor... inputs) {
      Tensor rounded = inputs[0].round();
      ctx.markNonDifferentiable(rounded);
      return tensors(inputs[0].mul(2), inputs[0].mul(3), rounded);
    }

    @Override
    protected Tensor[] backward(FunctionContext ctx, Tensor... g) {
      return tensors(g[0].mul(2).add(g[1].mul(3)).add(g[2]));
    }
  }

  static final class Lazy extends Function {
    @Override
    protected Tensor[] forward(FunctionContext ctx, Tensor... inputs) {
      ctx.setMaterializeGrads(false);
      return tensors(inputs[0].mul(2), inputs[0].mul(3));
    }

    @Override
    protected Tensor[] backward(FunctionContext ctx, Tensor... g) {
      return tensors(g[0].mul(g[1] == null ? 2 : 1000));
    }
  }

  static final class View extends Function {
    @Override
    protected Tensor[] forward(FunctionContext ctx, Tensor... inputs) {
      return tensors(inputs[0].view(-1));
    }

    @Override
    protected Tensor[] backward(FunctionContext ctx, Tensor... gradOutputs) {
      return gradOutputs;
    }
  }

  static final class Cube extends Function {
    @Override
    protected Tensor[] forward(FunctionContext ctx, Tensor... inputs) {
      ctx.saveForBackward(inputs[0]);
      return tensors(inputs[0].pow(3));
    }

    @Override
    protected Tensor[] backward(FunctionContext ctx, Tensor... gradOutputs) {
      return tensors(gradOutputs[0].mul(3).mul(ctx.savedTensor().pow(2)));
    }
  }

  /** Twice its input, with a gradient that is wrong. */
  static final class Wrong extends Function {
    private final boolean isSquare;

    Wrong(boolean isSquare) {
      this.isSquare = isSquare;
    }

    @Override
    protected Tensor[] forward(FunctionContext ctx, Tensor... inputs) {
      return tensors(isSquare ? inputs[0].mul(inputs[0]) : inputs[0].mul(2));
    }

    @Override
    protected Tensor[] backward(FunctionContext ctx, Tensor... gradOutputs) {
      return tensors(gradOutputs[0].mul(3));
    }
  }

  /** A sum whose gradient is one, whatever comes in. */
  static final class NotMultiplied extends Function {
    @Override
    protected Tensor[] forward(FunctionContext ctx, Tensor... inputs) {
      return tensors(inputs[0].sum());
    }

    @Override
    protected Tensor[] backward(FunctionContext ctx, Tensor... gradOutputs) {
      return tensors(gradOutputs[0].newOnes(2));
    }
  }
}
