"""Texts of the page by the key under which its modules ask for them; gaps are filled there."""

from __future__ import annotations

from experiments.report.translation import N_

TEXTS = {
    "title": N_("Explorer of policy mixes"),
    "intro": N_(
        "All draws of one comparison, in this file. Keep the draws in which an assumption has the values that you "
        "think likely, and see what mixes do there. Nothing leaves this page."
    ),
    "skip": N_("To the results"),
    "language": N_("Language"),
    "question": N_("Question"),
    "outcome": N_("Outcome"),
    "year": N_("Year"),
    "course": N_("European politics"),
    "mix": N_("Mix"),
    "other": N_("Compared with"),
    "assumptions": N_("Assumptions"),
    "kept": N_("{kept} of {all} draws kept"),
    "none_kept": N_("No draw has all of these values. Widen a range."),
    "few_kept": N_("Fewer than {fewest} draws are kept: too few to read much from bands and shares."),
    "one_point": N_("All runs have the same parameters, so there is nothing to filter on. Bands are over seeds alone."),
    "chosen_how": N_(
        "The assumptions whose rank correlation with this difference between mixes, over all draws, is strongest. "
        "● stands out from chance among all {count} assumptions; without it the choice is little better than any other."
    ),
    "not_varying": N_("The difference is the same in all draws, so no assumption is chosen. Add one yourself."),
    "too_few_draws": N_("With fewer than {fewest} draws no assumption is chosen. Add one yourself."),
    "add": N_("Add an assumption"),
    "choose": N_("choose…"),
    "remove": N_("Remove"),
    "lowest": N_("From"),
    "highest": N_("To"),
    "bound": N_("{which}: {assumption}"),
    "histogram": N_("Distribution of draws from {low} to {high}: {kept} of {all} kept"),
    "about": N_("Source and range"),
    "source": N_("Source: {source}"),
    "plausible": N_("Plausible range: {low} to {high}"),
    "correlation": N_("Rank correlation with the difference, over all draws: {value}"),
    "name_of": N_("Name: {name}"),
    "reset": N_("Clear filters"),
    "in_short": N_("In short"),
    "short_better": N_(
        "{outcome}, {year}: {mix} compared with {other} makes a difference of {median} ({unit}) at the median of "
        "{draws} draws; in eight of ten it lies between {low} and {high}. {mix} is better in {better}% of draws, and "
        "by more than the least relevant size ({size}) in {relevant}%; worse by more than that in {worse}%."
    ),
    "short_higher": N_(
        "{outcome}, {year}: {mix} compared with {other} makes a difference of {median} ({unit}) at the median of "
        "{draws} draws; in eight of ten it lies between {low} and {high}. It is higher in {better}% of draws, and by "
        "more than the least relevant size ({size}) in {relevant}%; lower by more than that in {worse}%."
    ),
    "short_same": N_("Choose two different mixes to see a difference."),
    "short_one": N_("This comparison has one mix, so there is no difference to show."),
    "short_unknown": N_("No draw that is kept has a run of both mixes."),
    "mixes_title": N_("Each mix against {other}: {outcome}, {year}"),
    "mixes_note": N_(
        "Bar: 10–90% of the draws that are kept; line: median. Differences are between runs of the same draw and seed."
    ),
    "years_title": N_("{mix} against {other} through the years: {outcome}"),
    "figure_row": N_("{label}: median {median}, 10–90% {low} to {high}"),
    "outcomes_title": N_("All headline outcomes: {mix} against {other}, {year}"),
    "outcomes_note": N_(
        "Median and, in brackets, 10–90% of draws. Mean: with its 90% t-interval over draws, as in the tables of "
        "compare. Relevant: by more than the least relevant size of scenarios/least_relevant.toml. Where less is "
        "better, marked ↓, better means lower."
    ),
    "unit": N_("Unit"),
    "where": N_("Where"),
    "here": N_("here"),
    "later": N_("later"),
    "elsewhere": N_("elsewhere"),
    "draws": N_("Draws"),
    "level": N_("Level"),
    "level_under": N_("Level under mix {code}"),
    "difference": N_("Difference"),
    "mean": N_("Mean difference"),
    "share_better": N_("Better in"),
    "share_relevant": N_("Relevantly better in"),
    "share_worse": N_("Relevantly worse in"),
    "conditions_title": N_("Under which conditions: {mix} against {other}, {outcome}, {year}"),
    "conditions_note": N_(
        "The draws that are kept, divided at the median of an assumption: what the difference is in the lower and in "
        "the upper half. Among {count} assumptions some halves differ by chance; ● marks a rank correlation that "
        "stands out from it."
    ),
    "sort": N_("Show what changes most"),
    "sort_size": N_("the size of the difference"),
    "sort_order": N_("how often the mix is better"),
    "assumption": N_("Assumption"),
    "divided_at": N_("Median"),
    "lower_half": N_("Lower half"),
    "upper_half": N_("Upper half"),
    "lower_better": N_("Better in, lower half"),
    "upper_better": N_("Better in, upper half"),
    "rank_correlation": N_("Rank correlation"),
    "conditions_few": N_("With fewer than {fewest} draws nothing is said on conditions."),
    "weights_title": N_("Weights of your own"),
    "weights_note": N_(
        "Each outcome is scaled from 0 (worst mix of a draw) "
        "to 1 (best), so weights say which mix you would prefer, not by how much."
    ),
    "weights_none": N_("Nothing is added up before you enter a weight."),
    "weights_few": N_("Weights compare mixes; this comparison has one."),
    "weight_of": N_("Weight of {outcome}"),
    "weights_clear": N_("Remove all weights"),
    "first_in": N_("First alone in"),
    "interval": N_("90% interval"),
    "save_csv": N_("Save this table (CSV)"),
    "print": N_("Print this page"),
    "shown": N_("Shown: {what}"),
    "filter_said": N_("{assumption}: {low} to {high}"),
    "no_filter": N_("all draws"),
    "provenance": N_(
        "Study {study}; {seeds} draws, {mixes} mixes. The address of this page holds what is shown: copy it."
    ),
    "failed": N_("{count} runs failed and are left out."),
    "made_by": N_("Made by Ketenimpact. Numbers are estimates within a model, not predictions."),
    "percent": N_("{share}%"),
    "between": N_("{low} to {high}"),
    "no_script": N_("This page works with JavaScript, which is switched off."),
}
