"""A quick stand-in for the model: the expected value of one observation at any point, and how sure that is.

On the parameters that move the observation a quadratic is fitted by Bayesian ridge regression (MacKay 1992, in
scikit-learn `BayesianRidge`); where it predicts better, a Gaussian process with a length scale a parameter and white
noise is added for what the quadratic leaves. Predictions for points left out say which is taken; without skill the
emulator is the mean with the variance of the values. A variance is never smaller than the errors for points left out
ask for.
"""

from __future__ import annotations

import warnings
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache

import numpy as np
from sklearn.exceptions import ConvergenceWarning
from sklearn.gaussian_process import GaussianProcessRegressor
from sklearn.gaussian_process.kernels import RBF, ConstantKernel, Kernel, WhiteKernel
from sklearn.linear_model import BayesianRidge

from experiments.studies.calibration.options import GAUSSIAN, QUADRATIC, Judgement
from experiments.studies.calibration.screening import moving_parameters
from model.state.state import Array, IntArray

CONSTANT = "constant"
FOLDS = 5
FEWEST = 10
"""With fewer points an emulator is a constant."""
BETTER = 0.02
"""By so much more of the variance a Gaussian process has to predict to be taken."""
_BEGIN = 0.3
"""Length scale and noise from which the search for the likeliest begins."""
_LENGTHS, _NOISE, _SIZE = (0.1, 20.0), (1e-4, 1e1), (1e-3, 1e2)
Predict = Callable[[Array], tuple[Array, Array]]
Fit = Callable[[Array, Array], Predict]


@dataclass(frozen=True, eq=False)
class Emulator:
    """The stand-in for one observation.

    Attributes:
        kind: `constant`, `quadratic` or `gaussian_process`.
        parameters: columns of the parameters that it uses, the strongest first.
        skill: share of the variance of the values that it predicts for points left out (Q²).
        noise: variance of the mean over the seeds of a point.
        inflation: what the variance of the fit is multiplied by, for the errors at points left out.
        inner: the fit, on its own parameters alone.
        errors: at the points of the fit, each left out.
    """

    kind: str
    parameters: tuple[int, ...]
    skill: float
    noise: float
    inflation: float
    inner: Predict
    errors: Array

    def predict(self, unit: Array) -> tuple[Array, Array]:
        """Return the expected value at some points and its variance, luck left out.

        Args:
            unit: points x all parameters, each 0-1.
        """
        mean, variance = self.inner(unit[:, self.parameters])
        return mean, np.maximum(self.inflation * variance - self.noise, 0.0)


def fit_emulator(unit: Array, values: Array, noise: float, judgement: Judgement, seed: int) -> Emulator:
    """Return the stand-in for an observation.

    Args:
        unit: points x parameters, each 0-1.
        values: of the observation, mean over seeds, by point; all known.
        noise: variance of these means by luck.
        judgement: which kinds are allowed.
        seed: of the screening.
    """
    variance = float(values.var(ddof=1)) if len(values) > 1 else 0.0
    middle = float(values.mean())
    constant = Emulator(CONSTANT, (), 0.0, min(noise, variance), 1.0, _constant(middle, variance), values - middle)
    if len(values) < FEWEST or variance == 0.0:
        return constant
    chosen = moving_parameters(unit, values, judgement.most_parameters, seed)
    if not chosen:
        return constant
    inputs = unit[:, chosen]
    kind = QUADRATIC
    fit: Fit = _quadratic
    skill, ratio, errors = _left_out(fit, inputs, values)
    if judgement.emulator != QUADRATIC:
        further = _with_process(inputs, values)
        found = _left_out(further, inputs, values)
        if judgement.emulator == GAUSSIAN or found[0] > skill + BETTER:
            kind, fit, (skill, ratio, errors) = GAUSSIAN, further, found
    if skill < judgement.least_skill:
        return constant
    return Emulator(kind, chosen, skill, min(noise, variance), max(ratio, 1.0), fit(inputs, values), errors)


def _constant(mean: float, variance: float) -> Predict:
    return lambda inputs: (np.full(len(inputs), mean), np.full(len(inputs), variance))


def _left_out(fit: Fit, inputs: Array, values: Array) -> tuple[float, float, Array]:
    """Return the part of the variance that is predicted for points left out, mean squared scaled errors, and errors."""
    fold = np.arange(len(values)) % FOLDS
    errors, scaled = np.empty(len(values)), np.empty(len(values))
    for number in range(FOLDS):
        out = fold == number
        mean, variance = fit(inputs[~out], values[~out])(inputs[out])
        errors[out] = values[out] - mean
        scaled[out] = errors[out] ** 2 / np.maximum(variance, np.finfo(float).tiny)
    return 1.0 - float((errors**2).mean() / values.var()), float(scaled.mean()), errors


@cache
def _pairs(size: int) -> tuple[IntArray, IntArray]:
    return np.triu_indices(size)


def _terms(inputs: Array) -> Array:
    """Return linear terms, squares and products."""
    linear = 2.0 * inputs - 1.0
    one, other = _pairs(inputs.shape[1])
    return np.concatenate([linear, linear[:, one] * linear[:, other]], axis=1)


def _quadratic(inputs: Array, values: Array) -> Predict:
    scale, middle = float(values.std()) or 1.0, float(values.mean())
    terms = _terms(inputs)
    centre = terms.mean(axis=0)
    model = BayesianRidge(fit_intercept=False).fit(terms - centre, (values - middle) / scale)
    slopes, uncertainty, noise = model.coef_, model.sigma_, (1.0 + 1.0 / len(values)) / model.alpha_

    def predict(points: Array) -> tuple[Array, Array]:
        found = _terms(points) - centre
        variance = noise + ((found @ uncertainty) * found).sum(axis=1)
        return middle + scale * (found @ slopes), scale**2 * variance

    return predict


def _with_process(inputs: Array, values: Array) -> Fit:
    """Return a fit of a quadratic and a Gaussian process for its errors, whose scales are those of all points."""
    kernel = ConstantKernel(1.0, _SIZE) * RBF(np.full(inputs.shape[1], _BEGIN), _LENGTHS) + WhiteKernel(_BEGIN, _NOISE)
    left = values - _quadratic(inputs, values)(inputs)[0]
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", ConvergenceWarning)
        scales = GaussianProcessRegressor(kernel).fit(inputs, left / (float(left.std()) or 1.0)).kernel_
    return lambda points, known: _process(points, known, scales)


def _process(inputs: Array, values: Array, kernel: Kernel) -> Predict:
    trend = _quadratic(inputs, values)
    left = values - trend(inputs)[0]
    scale = float(left.std()) or 1.0
    process = GaussianProcessRegressor(kernel, optimizer=None).fit(inputs, left / scale)

    def predict(points: Array) -> tuple[Array, Array]:
        more, deviation = process.predict(points, return_std=True)
        return trend(points)[0] + scale * more, (scale * deviation) ** 2

    return predict
