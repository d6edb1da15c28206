package torch4j.samples.ports;

import static torch4j.DType.float64;
import static torch4j.Torch.*;

import java.util.ArrayList;
import java.util.List;
import java.util.function.DoubleSupplier;
import torch4j.Tensor;
import torch4j.nn.FunctionModule;
import torch4j.nn.Linear;
import torch4j.nn.functional.F;
import torch4j.optim.Adam;

/**
 * An actor-critic that balances poles on carts, after pytorch/examples/reinforcement_learning; its
 * environment is a batch.
 */
final class ActorCritic {
  private static final double GAMMA = 0.99;
  private static final long CARTS = 16;
  private static final int LENGTH = 20;

  private ActorCritic() {}

  record Step(Tensor reward, Tensor done) {}

  record Action(Tensor action, Tensor logProb) {}

  record Output(Tensor scores, Tensor value) {}

  /** Gymnasium's CartPole: equations of Barto, Sutton and Anderson, 1983. */
  static final class CartPoles {
    private Tensor state = reset();

    private static Tensor reset() {
      return rand(dims(CARTS, 4), float64).mul(0.1).sub(0.05);
    }

    Step step(Tensor action) {
      List<Tensor> s = state.unbind(1);
      Tensor x = s.get(0), xDot = s.get(1), theta = s.get(2), thetaDot = s.get(3);
      Tensor force = action.mul(20.0).sub(10.0);
      Tensor cos = theta.cos(), sin = theta.sin();
      Tensor temp = force.add(thetaDot.pow(2).mul(0.05).mul(sin)).div(1.1);
      Tensor length = rsub(cos.pow(2).mul(0.1).div(1.1), 4.0 / 3.0).mul(0.5);
      Tensor thetaAcc = sin.mul(9.8).sub(cos.mul(temp)).div(length);
      Tensor xAcc = temp.sub(thetaAcc.mul(0.05).mul(cos).div(1.1));
      x = x.add(xDot.mul(0.02));
      theta = theta.add(thetaDot.mul(0.02));
      xDot = xDot.add(xAcc.mul(0.02));
      thetaDot = thetaDot.add(thetaAcc.mul(0.02));
      Tensor done = x.abs().gt(2.4).logicalOr(theta.abs().gt(0.2095));
      state = where(done.unsqueeze(1), reset(), stack(List.of(x, xDot, theta, thetaDot), 1));
      return new Step(ones(CARTS), done);
    }
  }

  static final class Policy extends FunctionModule<Tensor, Output> {
    private final Linear affine1 = new Linear(4, 128);
    private final Linear actionHead = new Linear(128, 2);
    private final Linear valueHead = new Linear(128, 1);

    @Override
    public Output forwardAll(Tensor x) {
      Tensor h = F.relu(affine1.call(x));
      return new Output(F.logSoftmax(actionHead.call(h), -1), valueHead.call(h).squeeze(-1));
    }
  }

  private static Action selectAction(Tensor logProbs) {
    Tensor action = multinomial(logProbs.exp(), 1);
    return new Action(action.squeeze(1), logProbs.gather(1, action).squeeze(1));
  }

  private static Tensor discounted(List<Step> steps, Tensor value) {
    List<Tensor> returns = new ArrayList<>();
    Tensor last = value;
    for (int i = steps.size() - 1; i >= 0; i--) {
      last = steps.get(i).reward.add(last.maskedFill(steps.get(i).done, 0).mul(GAMMA));
      returns.add(0, last);
    }
    return stack(returns);
  }

  static DoubleSupplier training() {
    manualSeed(0);
    var env = new CartPoles();
    var model = new Policy();
    var optimizer = new Adam(model.parameters(), Adam.options().lr(1e-2));
    return () -> {
      try (var scope = scope()) {
        List<Tensor> logProbs = new ArrayList<>();
        List<Tensor> values = new ArrayList<>();
        List<Step> steps = new ArrayList<>();
        for (int i = 0; i < LENGTH; i++) {
          Output out = model.callAll(env.state.toFloat());
          Action action = selectAction(out.scores);
          steps.add(env.step(action.action));
          logProbs.add(action.logProb);
          values.add(out.value);
        }
        Tensor returns = discounted(steps, model.callAll(env.state.toFloat()).value.detach());
        Tensor advantage = returns.sub(stack(values));
        Tensor policyLoss = stack(logProbs).mul(advantage.detach()).mean().neg();
        Tensor valueLoss = F.smoothL1Loss(stack(values), returns);
        Tensor loss = policyLoss.add(valueLoss);
        optimizer.zeroGrad();
        loss.backward();
        optimizer.step();
        env.state = scope.keep(env.state);
        return loss.itemDouble();
      }
    };
  }
}
