"""Reads resources with the strict models of fhir.resources; names everything that is wrong and then fails.

The models are those of R4B: this library has none of R4 any more. Questionnaire and QuestionnaireResponse have the same
elements in both.
"""

import json
import sys

from fhir.resources.R4B.questionnaire import Questionnaire
from fhir.resources.R4B.questionnaireresponse import QuestionnaireResponse
from pydantic import ValidationError

MODELS = {"Questionnaire": Questionnaire, "QuestionnaireResponse": QuestionnaireResponse}


def wrong(path: str) -> list[str]:
    with open(path, encoding="utf-8") as file:
        resource = json.load(file)
    model = MODELS.get(resource.get("resourceType"))
    if model is None:
        return ["neither a Questionnaire nor a QuestionnaireResponse"]
    try:
        model.model_validate(resource)
    except ValidationError as error:
        return [f"{'.'.join(map(str, one['loc']))}: {one['msg']}" for one in error.errors()]
    return []


def main(paths: list[str]) -> int:
    refused = 0
    for path in paths:
        found = wrong(path)
        for one in found:
            print(f"{path}: {one}", file=sys.stderr)
        refused += bool(found)
    print(f"fhir.resources: {len(paths)} resources read, {refused} refused")
    return 1 if refused or not paths else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
