"""Writes a form broken in several ways, to show that the validators refuse it: broken.py FORM.json FOLDER.

The first word of each file's name says who must refuse it: both, medplum, or models for fhir.resources.
"""

import copy
import json
import pathlib
import sys


def first_choice(form: dict) -> dict:
    return next(item for item in form["item"] if "answerOption" in item)


def no_status(form: dict) -> None:
    del form["status"]


def unknown_element(form: dict) -> None:
    form["item"][0]["question"] = "?"


def no_link_id(form: dict) -> None:
    del form["item"][0]["linkId"]


def wrong_type(form: dict) -> None:
    form["item"][0]["required"] = "yes"


def same_link_id(form: dict) -> None:
    form["item"][1]["linkId"] = form["item"][0]["linkId"]


def wrong_extension(form: dict) -> None:
    first_choice(form)["answerOption"][0]["extension"] = [
        {"url": "http://hl7.org/fhir/StructureDefinition/ordinalValue", "valueString": "1"}
    ]


def unknown_extension(form: dict) -> None:
    form["item"][0]["extension"] = [{"url": "http://hl7.org/fhir/StructureDefinition/no-such", "valueBoolean": True}]


def unreadable_path(form: dict) -> None:
    url = "http://hl7.org/fhir/uv/sdc/StructureDefinition/sdc-questionnaire-enableWhenExpression"
    expression = {"language": "text/fhirpath", "expression": "%resource.where("}
    form["item"][1]["extension"] = [{"url": url, "valueExpression": expression}]


def two_values(form: dict) -> None:
    first_choice(form)["answerOption"][0]["valueString"] = "too"


def empty_text(form: dict) -> None:
    form["title"] = ""


WAYS = {
    "both-no-status": no_status,
    "both-unknown-element": unknown_element,
    "both-no-link-id": no_link_id,
    "medplum-wrong-type": wrong_type,
    "medplum-same-link-id": same_link_id,
    "medplum-wrong-extension": wrong_extension,
    "medplum-unknown-extension": unknown_extension,
    "medplum-unreadable-path": unreadable_path,
    "both-two-values": two_values,
    "models-empty-text": empty_text,
}


def main(source: str, folder: str) -> None:
    form = json.loads(pathlib.Path(source).read_text(encoding="utf-8"))
    target = pathlib.Path(folder)
    target.mkdir(parents=True)
    for name, spoil in WAYS.items():
        broken = copy.deepcopy(form)
        spoil(broken)
        (target / f"{name}.json").write_text(json.dumps(broken), encoding="utf-8")


if __name__ == "__main__":
    main(*sys.argv[1:])
