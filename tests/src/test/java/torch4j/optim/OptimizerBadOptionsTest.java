package torch4j.optim;

import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import torch4j.testing.Golden;

/**
 * Invalid options are refused, some of them by the optimizer's constructor, with these messages.
 */
final class OptimizerBadOptionsTest {
  private static Arguments refused(String message, Supplier<OptimizerOptions<?>> options) {
    return Arguments.of(message, options);
  }

  static Stream<Arguments> invalidOptions() {
    return Stream.of(
            Stream.of(
                refused("lr: got -1.0, expected >= 0.0", () -> SGD.options().lr(-1)),
                refused("lr: got NaN, expected >= 0.0", () -> SGD.options().lr(Double.NaN)),
                refused("momentum: got -1.0, expected >= 0.0", () -> SGD.options().momentum(-1)),
                refused(
                    "weightDecay: got -1.0, expected >= 0.0", () -> SGD.options().weightDecay(-1)),
                refused(
                    "nesterov: got momentum 0.9 and dampening 0.5, expected momentum > 0 and"
                        + " dampening 0; Nesterov momentum requires a momentum and zero dampening",
                    () -> SGD.options().momentum(0.9).dampening(0.5).nesterov(true))),
            adamOptions("Adam"),
            adamOptions("AdamW"),
            adamOptions("Adamax"),
            adamOptions("NAdam"),
            adamOptions("RAdam"),
            others(),
            adafactorAndMuon(),
            lbfgs())
        .flatMap(all -> all);
  }

  private static Stream<Arguments> adamOptions(String optimizerName) {
    return Stream.of(
        refused("lr: got -1.0, expected >= 0.0", () -> options(optimizerName, "{\"lr\": -1}")),
        refused(
            "beta1: got 1.0, expected 0 <= beta1 < 1",
            () -> options(optimizerName, "{\"betas\": [1, 0.9]}")),
        refused(
            "beta2: got -0.1, expected 0 <= beta2 < 1",
            () -> options(optimizerName, "{\"betas\": [0.9, -0.1]}")),
        refused("eps: got -1.0, expected >= 0.0", () -> options(optimizerName, "{\"eps\": -1}")),
        refused(
            "weightDecay: got -1.0, expected >= 0.0",
            () -> options(optimizerName, "{\"weight_decay\": -1}")));
  }

  private static Stream<Arguments> others() {
    return Stream.of(
        refused(
            "momentumDecay: got -1.0, expected >= 0.0", () -> NAdam.options().momentumDecay(-1)),
        refused("lr: got -1.0, expected >= 0.0", () -> RMSprop.options().lr(-1)),
        refused("alpha: got -1.0, expected >= 0.0", () -> RMSprop.options().alpha(-1)),
        refused("eps: got -1.0, expected >= 0.0", () -> RMSprop.options().eps(-1)),
        refused("weightDecay: got -1.0, expected >= 0.0", () -> RMSprop.options().weightDecay(-1)),
        refused("momentum: got -1.0, expected >= 0.0", () -> RMSprop.options().momentum(-1)),
        refused("lr: got -1.0, expected >= 0.0", () -> Adagrad.options().lr(-1)),
        refused("lrDecay: got -1.0, expected >= 0.0", () -> Adagrad.options().lrDecay(-1)),
        refused("weightDecay: got -1.0, expected >= 0.0", () -> Adagrad.options().weightDecay(-1)),
        refused(
            "initialAccumulatorValue: got -1.0, expected >= 0.0",
            () -> Adagrad.options().initialAccumulatorValue(-1)),
        refused("eps: got -1.0, expected >= 0.0", () -> Adagrad.options().eps(-1)),
        refused("lr: got -1.0, expected >= 0.0", () -> Adadelta.options().lr(-1)),
        refused("rho: got 1.5, expected between 0.0 and 1.0", () -> Adadelta.options().rho(1.5)),
        refused("eps: got -1.0, expected >= 0.0", () -> Adadelta.options().eps(-1)),
        refused("weightDecay: got -1.0, expected >= 0.0", () -> Adadelta.options().weightDecay(-1)),
        refused("lr: got -1.0, expected >= 0.0", () -> Rprop.options().lr(-1)),
        refused(
            "etas: got 1.5 and 1.2, expected 0 < etaMinus < 1 < etaPlus",
            () -> Rprop.options().etas(1.5, 1.2)),
        refused("lr: got -1.0, expected >= 0.0", () -> ASGD.options().lr(-1)),
        refused("weightDecay: got -1.0, expected >= 0.0", () -> ASGD.options().weightDecay(-1)),
        refused("lr: got 0.0, expected > 0.0", () -> SparseAdam.options().lr(0)),
        refused("eps: got 0.0, expected > 0.0", () -> SparseAdam.options().eps(0)),
        refused(
            "beta1: got 1.0, expected 0 <= beta1 < 1", () -> SparseAdam.options().betas(1, 0.9)),
        refused(
            "beta2: got 1.0, expected 0 <= beta2 < 1", () -> SparseAdam.options().betas(0.9, 1)));
  }

  private static Stream<Arguments> adafactorAndMuon() {
    return Stream.of(
        refused("lr: got -1.0, expected >= 0.0", () -> Adafactor.options().lr(-1)),
        refused("beta2Decay: got 0.5, expected <= 0", () -> Adafactor.options().beta2Decay(0.5)),
        refused("eps1: got -1.0, expected >= 0.0", () -> Adafactor.options().eps(-1, 0)),
        refused("eps2: got -1.0, expected >= 0.0", () -> Adafactor.options().eps(0, -1)),
        refused("d: got 0.5, expected >= 1.0", () -> Adafactor.options().d(0.5)),
        refused(
            "weightDecay: got -1.0, expected >= 0.0", () -> Adafactor.options().weightDecay(-1)),
        refused("lr: got -1.0, expected >= 0.0", () -> Muon.options().lr(-1)),
        refused("momentum: got -1.0, expected >= 0.0", () -> Muon.options().momentum(-1)),
        refused("weightDecay: got -1.0, expected >= 0.0", () -> Muon.options().weightDecay(-1)),
        refused("nsSteps: got 100, expected 0 to 99", () -> Muon.options().nsSteps(100)),
        refused("nsSteps: got -1, expected 0 to 99", () -> Muon.options().nsSteps(-1)));
  }

  private static Stream<Arguments> lbfgs() {
    return Stream.of(
        refused("lr: got -1.0, expected >= 0.0", () -> LBFGS.options().lr(-1)),
        refused("maxIter: got 0, expected >= 1", () -> LBFGS.options().maxIter(0)),
        refused("maxEval: got 0, expected >= 1", () -> LBFGS.options().maxEval(0)),
        refused("historySize: got 0, expected >= 1", () -> LBFGS.options().historySize(0)));
  }

  private static OptimizerOptions<?> options(String optimizerName, String json) {
    return OptimizerCase.options(optimizerName, Golden.parse(json));
  }

  @ParameterizedTest
  @MethodSource("invalidOptions")
  void invalidOption_isRefused(String message, Supplier<OptimizerOptions<?>> options) {
    OptimizerBadInputTest.assertRefused(message, () -> options.get().requireInitial());
  }
}
