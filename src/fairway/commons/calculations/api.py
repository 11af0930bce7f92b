"""Operations: the engines on documents. Nothing is read from here and nothing is kept."""

from __future__ import annotations

import re
from typing import Any, TypeVar

from django.http import Http404, HttpRequest
from ninja import Router, Schema

from fairway.core import limits
from fairway.core.access.gate import actor_of, operation
from fairway.engines.documents import ENGINES, bounded
from fairway.engines.documents import schema as schema_of
from fairway.engines.documents.codes import CodesFound, CodesGiven
from fairway.engines.documents.fees import CostsFound, CostsGiven
from fairway.engines.documents.fit import FitFound, FitGiven
from fairway.engines.documents.pay import WagesFound, WagesGiven
from fairway.engines.documents.people import PairsFound, RecordsGiven
from fairway.engines.documents.rates import RatesFound, RatesGiven
from fairway.engines.documents.rounds import RoundFound, RoundGiven
from fairway.engines.documents.rules import RulesFound, RulesGiven
from fairway.engines.documents.shapes import Shape
from fairway.engines.kernel import BadInput, Fault

router = Router()
Found = TypeVar("Found", bound=Shape)
_PLACE = re.compile(r"\[(\d+)\]")


class EngineOut(Schema):
    """An engine, and what it decides."""

    name: str
    decides: str


@router.get("/engines", response=list[EngineOut], operation_id="listEngines")
@operation("engine.run")
def engines(request: HttpRequest) -> list[EngineOut]:
    """List the engines and what each decides."""
    return [EngineOut(name=one.name, decides=one.decides) for one in ENGINES.values()]


@router.get("/engines/{name}/schema", response=dict[str, Any], operation_id="readEngineSchema")
@operation("engine.run")
def schema(request: HttpRequest, name: str) -> dict[str, Any]:
    """Read the JSON Schemas of what an engine is given and of what it gives back."""
    if name not in ENGINES:
        raise Http404
    return schema_of(name)


@router.post("/engines/matching/runs", response=RoundFound, operation_id="runMatching")
@operation("engine.run")
def matching(request: HttpRequest, body: RoundGiven) -> RoundFound:
    """Clear a matching round: who is placed where, and why not."""
    return _run(request, "matching", body, RoundFound)


@router.post("/engines/retrieval/runs", response=FitFound, operation_id="runRetrieval")
@operation("engine.run")
def retrieval(request: HttpRequest, body: FitGiven) -> FitFound:
    """Find who is eligible for each order and who comes first, with points in parts."""
    return _run(request, "retrieval", body, FitFound)


@router.post("/engines/audit/runs", response=RatesFound, operation_id="runAudit")
@operation("engine.run")
def audit(request: HttpRequest, body: RatesGiven) -> RatesFound:
    """Compare how groups were placed, and what explains a gap."""
    return _run(request, "audit", body, RatesFound)


@router.post("/engines/rules/runs", response=RulesFound, operation_id="runRules")
@operation("engine.run")
def rules(request: HttpRequest, body: RulesGiven) -> RulesFound:
    """Ask packs about one person or many, with reasons and sources."""
    return _run(request, "rules", body, RulesFound)


@router.post("/engines/identity/runs", response=PairsFound, operation_id="runIdentity")
@operation("engine.run")
def identity(request: HttpRequest, body: RecordsGiven) -> PairsFound:
    """Find records that are likely of one person, and why."""
    return _run(request, "identity", body, PairsFound)


@router.post("/engines/wages/runs", response=WagesFound, operation_id="runWages")
@operation("engine.run")
def wages(request: HttpRequest, body: WagesGiven) -> WagesFound:
    """Check a month's wage files against the contracts."""
    return _run(request, "wages", body, WagesFound)


@router.post("/engines/costs/runs", response=CostsFound, operation_id="runCosts")
@operation("engine.run")
def costs(request: HttpRequest, body: CostsGiven) -> CostsFound:
    """Compare what a worker paid with what may be asked."""
    return _run(request, "costs", body, CostsFound)


@router.post("/engines/occupations/runs", response=CodesFound, operation_id="runOccupations")
@operation("engine.run")
def occupations(request: HttpRequest, body: CodesGiven) -> CodesFound:
    """Read other classifications into ISCO-08, and compare groups."""
    return _run(request, "occupations", body, CodesFound)


def _run(request: HttpRequest, name: str, given: Shape, kind: type[Found]) -> Found:
    """Run an engine; its faults are told from the body, as those of the description are."""
    limits.ENGINE_RUNS.count(str(actor_of(request).user_id))
    try:
        found = bounded(ENGINES[name], given)
    except BadInput as error:
        raise BadInput(*map(_from_the_body, error.faults)) from None
    if not isinstance(found, kind):
        raise TypeError(f"{name} found {type(found)}")
    return found


def _from_the_body(fault: Fault) -> Fault:
    field = _PLACE.sub(r".\1", fault.field)
    return Fault(f"body.{field}", fault.value, fault.accepted, fault.code, fault.row)
