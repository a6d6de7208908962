"""Figures name parameters in words."""

from experiments.report.parameter_words import GROUPS, group_words, parameter_words
from model import catalogue
from model.instruments import INSTRUMENTS
from model.parameters import declared


def test_every_group_of_parameters_has_words_of_its_own() -> None:
    catalogue.load()
    groups = {name.partition(".")[0] for name in declared()} - {"benchmark", *INSTRUMENTS}
    assert groups - set(GROUPS) == set()
    assert set(GROUPS) - groups == set()
    assert len(set(GROUPS.values())) == len(GROUPS)


def test_a_parameter_is_called_by_what_it_means() -> None:
    catalogue.load()
    said = parameter_words("reward.subsidy", "en")
    assert said == "Financial incentive at full strength, for full substance"
    assert parameter_words("reward.subsidy", "nl") != said
    assert parameter_words("my_own.number", "en") == "My own.number"
    assert group_words("my_own", "nl") == "my own"
