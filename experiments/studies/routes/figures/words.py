"""What figures of routes say, in English and Dutch; sentences have gaps that the data fill."""

from __future__ import annotations

from experiments.report.words import LANGUAGES, words

ROUTE_WORDS: dict[str, tuple[str, str]] = {
    "study": ("study {run}", "studie {run}"),
    "enacted_code": ("AE", "ZI"),
    "enacted_label": ("Every mix as enacted, fixed dates", "Elke mix zoals ingevoerd, vaste data"),
    "mixes_are": ("Mixes: {list}.", "Mixen: {list}."),
    "futures": (
        "{futures} political futures, the same luck for every route.",
        "{futures} politieke toekomsten, hetzelfde toeval voor elke route.",
    ),
    "failed": ("Runs that failed and are left out: {count}.", "Mislukte runs, niet meegeteld: {count}."),
    "share_axis": ("% of futures", "% van de toekomsten"),
    "years_axis": ("beginning of year", "begin van het jaar"),
    "nothing_known": ("no run to show", "geen run om te tonen"),
    # which mixes
    "group bill": ("Mixes with a Dutch bill: {names}", "Mixen met een Nederlands wetsvoorstel: {names}"),
    "group none": ("Mixes without a Dutch bill: {names}", "Mixen zonder Nederlands wetsvoorstel: {names}"),
    "where bill": ("With a Dutch bill, ", "Met een Nederlands wetsvoorstel "),
    "where none": ("Without a Dutch bill, ", "Zonder Nederlands wetsvoorstel "),
    # who stands where
    "same": ("the same under every route", "onder elke route gelijk"),
    "one_future": ("one future, so no interval", "één toekomst, dus geen interval"),
    "highest": ("clearly highest under {best}", "duidelijk het hoogst onder {best}"),
    "highest_not_clear": (
        "highest under {best}, but not clearly above {rivals}",
        "het hoogst onder {best}, maar niet duidelijk boven {rivals}",
    ),
    "none_highest": ("no route clearly highest", "geen route duidelijk het hoogst"),
    # law
    "law_title": (
        "{where}European law applies by the end of {year} in {share} of futures{clear}",
        "{where}geldt Europees recht eind {year} in {share} van de toekomsten{clear}",
    ),
    "law_title_dutch": ("; a Dutch law in {share}{clear}", "; een Nederlandse wet in {share}{clear}"),
    "law_title_ambition": (
        "; ambition of the European law {values}{clear}",
        "; ambitie van de Europese wet {values}{clear}",
    ),
    "law_title_never": ("; no European law before {end}", "; geen Europese wet vóór {end}"),
    "law_subtitle": (
        "When European and Dutch law apply, and what European law says when it is adopted, by route",
        "Wanneer Europees en Nederlands recht gelden, en wat de Europese wet zegt als zij wordt aangenomen, per route",
    ),
    "law_european": ("European law applies", "Europees recht geldt"),
    "law_dutch": ("Dutch law applies", "Nederlandse wet geldt"),
    "law_no_bill": ("no Dutch bill", "geen Nederlands\nwetsvoorstel"),
    "law_ambition": ("Ambition of European law", "Ambitie van de Europese wet"),
    "law_ambition_axis": ("0–1, mean over its text", "0–1, gemiddeld over de tekst"),
    "law_staff": ("Smallest staff in scope", "Drempel in werknemers"),
    "law_from": ("from {staff}", "vanaf {staff}"),
    "law_none": ("no law before {end}", "geen wet vóór {end}"),
    "law_note": (
        "Ambition: each tick a future in which the law came, thick line the middle half, thin line the middle nine "
        "tenths, marker the mean. Scope: the general threshold at adoption, in staff. Clearly: by the 90% interval of "
        "the paired difference, and for shares by a sign test over futures, 5% on one side.",
        "Ambitie: elk streepje een toekomst waarin de wet kwam, dikke lijn de middelste helft, dunne lijn de middelste "
        "negen tienden, teken het gemiddelde. Reikwijdte: de algemene drempel bij aanneming, in personeel. Duidelijk: "
        "volgens het 90%-interval van het gepaarde verschil, en bij aandelen een tekentoets, 5% aan één kant.",
    ),
    # checkpoint
    "check_title": (
        "{route}: progress in Brussels in {quarter} is judged insufficient in {count} of {all} futures",
        "{route}: de voortgang in Brussel in {quarter} heet onvoldoende in {count} van de {all} toekomsten",
    ),
    "check_title_after": (
        "; of those, the Dutch law applies first in {first} and a European proposal halts the bill in {halted}",
        "; in {first} daarvan geldt de Nederlandse wet als eerste en in {halted} stopt een Europees voorstel het "
        "wetsvoorstel",
    ),
    "check_title_no_bill": ("; no mix here has a Dutch bill", "; geen mix heeft hier een Nederlands wetsvoorstel"),
    "check_title_many": (
        "Progress in Brussels is judged insufficient in {short}% of futures under {routes}",
        "De voortgang in Brussel heet onvoldoende in {short}% van de toekomsten onder {routes}",
    ),
    "check_title_many_after": (
        "; the Dutch law then applies first in {first}% and a European proposal halts the bill in {halted}%",
        "; dan geldt de Nederlandse wet als eerste in {first}% en stopt een Europees voorstel het wetsvoorstel in "
        "{halted}%",
    ),
    "check_subtitle": (
        "The judgement by the eight criteria of the advice, what it rested on, and what followed",
        "Het oordeel naar de acht criteria van het advies, waar het op berust, en wat erop volgde",
    ),
    "check_score": ("Score against threshold", "Score tegenover drempel"),
    "check_score_axis": ("judged score (0–1, plus error)", "score volgens het oordeel (0–1, plus fout)"),
    "check_threshold_axis": ("threshold of the future, 0–1", "drempel in die toekomst, 0–1"),
    "check_criteria": ("Criteria as they stood", "Criteria zoals ze ervoor stonden"),
    "check_criteria_axis": ("0–1", "0–1"),
    "check_followed": ("What followed", "Wat volgde"),
    "sufficient": ("sufficient", "voldoende"),
    "insufficient": ("insufficient", "onvoldoende"),
    "verdict": ("{verdict}\n({count})", "{verdict}\n({count})"),
    "followed first": ("Dutch law applies first", "Nederlandse wet geldt als eerste"),
    "followed later": ("Dutch law, after European law", "Nederlandse wet, na Europees recht"),
    "followed halted": ("bill halted by a proposal", "wetsvoorstel gestopt"),
    "followed nothing": ("no Dutch law, not halted", "geen Nederlandse wet, niet gestopt"),
    "check_note": (
        "Each mark is a future; on or above the line is sufficient. The judgement errs, and futures differ in what "
        "is held to be enough. Criteria: mean and middle nine tenths of futures. Shown for {names}. What followed: "
        "until {end}.",
        "Elk teken is een toekomst; op of boven de lijn is voldoende. Het oordeel kan ernaast zitten, en toekomsten "
        "verschillen in wat genoeg heet. Criteria: gemiddelde en middelste negen tienden. Getoond voor {names}. Wat "
        "volgde: tot {end}.",
    ),
    "pace": ("pace", "tempo"),
    "legal_basis": ("legal basis", "rechtsbasis"),
    "scope": ("scope", "reikwijdte"),
    "positions": ("positions of states", "standpunten van lidstaten"),
    "breadth_and_depth": ("breadth and depth", "breedte en diepgang"),
    "supervision_and_sanctions": ("supervision, sanctions", "toezicht en sancties"),
    "remedy": ("remedy", "herstel"),
    "incentives_for_cooperation": ("cooperation", "samenwerking"),
    # outcomes
    "outcomes_title": (
        "Of {all} outcomes by mix in {year}, clearly different from {base} – {counts}{size}",
        "Van {all} uitkomsten per mix in {year} duidelijk anders dan {base} – {counts}{size}",
    ),
    "outcomes_count": (
        "{route}: {count} ({better} better, {worse} worse)",
        "{route}: {count} ({better} beter, {worse} slechter)",
    ),
    "outcomes_size": (
        "; the largest difference is {share} of the spread over futures",
        "; het grootste verschil is {share} van de spreiding over toekomsten",
    ),
    "outcomes_one": (
        "Outcomes under {route} in {year}: the spread over futures is shown, there is no other route to compare",
        "Uitkomsten onder {route} in {year}: getoond is de spreiding over toekomsten, er is geen andere route",
    ),
    "outcomes_subtitle": (
        "Left: over futures, by mix and route. Right: paired difference from {base}; shaded side: worse",
        "Links: over toekomsten, per mix en route. Rechts: gepaard verschil met {base}; gearceerde kant: slechter",
    ),
    "outcomes_subtitle_one": ("Over futures, by mix", "Over toekomsten, per mix"),
    "outcomes_note": (
        "Over futures: mean with 90% interval (thick) and the middle nine tenths (thin).",
        "Over toekomsten: gemiddelde met 90%-interval (dik) en de middelste negen tienden (dun).",
    ),
    "outcomes_paired_note": (
        "Difference: 90% interval; filled when it leaves out 0.",
        "Verschil: 90%-interval; gevuld als het 0 uitsluit.",
    ),
    "outcomes_enacted_note": (
        "{code}, on the first {futures} futures, is not paired with the routes.",
        "{code}, op de eerste {futures} toekomsten, is niet gepaard met de routes.",
    ),
    # winners
    "winners_title": (
        "Of {all} outcomes by mix in {year}, clearly most often best alone – {counts}; all routes equal in {share} of "
        "futures",
        "Van {all} uitkomsten per mix in {year} duidelijk het vaakst als enige best – {counts}; alle routes gelijk in "
        "{share} van de toekomsten",
    ),
    "winners_count": ("{route} in {count}", "{route} in {count}"),
    "winners_none": ("no route in {count}", "geen route in {count}"),
    "winners_subtitle": (
        "Share of futures in which a route gives the best outcome, however small the difference, and the political "
        "fact that best tells which of two routes is better",
        "Deel van de toekomsten waarin een route de beste uitkomst geeft, hoe klein het verschil ook is, en het "
        "politieke feit dat het best zegt welke van twee routes beter is",
    ),
    "winners_note": (
        "Clearly: by a sign test over futures, 5% on one side. What tells: the first question of "
        "a small decision tree for the pair of routes where it helps most; its accuracy on futures that it had not "
        "seen (only where it beats the usual winner beyond chance) and, in brackets, that of always "
        "naming the more frequent winner.",
        "Duidelijk: volgens een tekentoets over toekomsten, 5% aan één kant. Wat beslist: de eerste vraag "
        "van een kleine beslisboom voor het paar routes waar die het meest helpt; trefzekerheid op toekomsten die hij "
        "niet had gezien (alleen waar die meer dan toevallig beter is) en, tussen haakjes, die van altijd de vaakste "
        "winnaar noemen.",
    ),
    "winners_tells": ("What tells", "Wat beslist"),
    "winners_fact": (
        "{one} or {other}: {fact}, {accuracy} ({without})",
        "{one} of {other}: {fact}, {accuracy} ({without})",
    ),
    "winners_no_fact": ("no fact beats the usual winner", "geen feit helpt beter dan de vaakste winnaar"),
    "winners_too_few": ("too few futures on one side", "te weinig toekomsten aan één kant"),
    # durations
    "durations_title": (
        "Half of European acts take at most {median} quarters to adoption and a tenth more than {late}; "
        "half then apply within {application} quarters",
        "De helft van de Europese wetten is na ten hoogste {median} kwartalen aangenomen en een tiende na meer dan "
        "{late}; de helft geldt daarna binnen {application} kwartalen",
    ),
    "durations_subtitle": (
        "Acts on disclosure, due diligence and trade up to the end of 2021, and distributions fitted to them",
        "Wetten over verslaggeving, due diligence en handel tot eind 2021, en verdelingen die daarbij passen",
    ),
    "durations_adoption": ("From proposal to adoption", "Van voorstel tot aanneming"),
    "durations_application": ("From adoption to application", "Van aanneming tot toepassing"),
    "durations_axis": ("quarters", "kwartalen"),
    "durations_share": ("% of acts that took longer", "% van de wetten dat langer duurde"),
    "durations_acts": ("acts, pending ones counted as such", "wetten, aanhangige als zodanig geteld"),
    "durations_chosen": ("log-logistic, used here", "loglogistisch, hier gebruikt"),
    "durations_others": ("log-normal, Weibull, exponential", "lognormaal, Weibull, exponentieel"),
    "durations_note": (
        "Twelve acts to adoption, two of them pending; ten to application. Fits by maximum likelihood.",
        "Twaalf wetten tot aanneming, twee nog aanhangig; tien tot toepassing. Geschat met de grootste "
        "aannemelijkheid.",
    ),
    "shared": ("several tie for best", "meer dan één best"),
    "equal": ("all routes equal", "alle routes gelijk"),
    "fact_of": ("{fact} under {route}", "{fact} onder {route}"),
    "fact proposal": ("year of proposal", "jaar van voorstel"),
    "fact adoption": ("year of adoption", "jaar van aanneming"),
    "fact application": ("year EU law applies", "jaar waarin EU-recht geldt"),
    "fact dutch_passage": ("year of Dutch law", "jaar van Nederlandse wet"),
    "fact ambition": ("ambition", "ambitie"),
    "fact employees_min": ("smallest staff", "drempel werknemers"),
    "fact steps": ("number of steps", "aantal stappen"),
    "fact fine": ("fine", "boete"),
    "fact liability": ("liability", "aansprakelijkheid"),
    "fact preemption": ("pre-emption", "maximumharmonisatie"),
    "fact national_laws": ("further national laws", "verdere nationale wetten"),
    "fact amended": ("amendment", "wijziging"),
    "fact delayed": ("delay after adoption", "uitstel na aanneming"),
    "fact reporting_application": ("year reporting law applies", "jaar waarin rapportagewet geldt"),
    "fact pivotal_position": ("pivotal position in Council", "beslissende positie in Raad"),
    "fact sufficient": ("verdict at checkpoint", "oordeel bij ijkmoment"),
}


def route_words(language: str) -> dict[str, str]:
    """Return the words of figures of routes, on top of those of all figures.

    Raises:
        InputError: for a language that is neither `en` nor `nl`.
    """
    general = words(language)
    place = LANGUAGES.index(language)
    return general | {key: texts[place] for key, texts in ROUTE_WORDS.items()}
