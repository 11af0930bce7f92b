"""An employer's demand, approved before anyone is matched to it."""

from __future__ import annotations

from fairway.engines.lifecycles.roles import OFFICERS, WORKER_SIDE, Role
from fairway.engines.lifecycles.table import (
    NEW,
    Deadline,
    Lifecycle,
    State,
    Transition,
    mark,
    roles,
    states,
)

_FILE = roles(OFFICERS, Role.EMPLOYER, Role.RECRUITER, Role.AUDITOR)
_PUBLISHED = roles(_FILE, WORKER_SIDE)

JOB_ORDER = Lifecycle(
    name="job_order",
    title=mark("Job order"),
    initial="draft",
    states=(
        State(
            "draft",
            mark("Draft"),
            mark("The employer completes and submits the order."),
            roles(Role.EMPLOYER, Role.RECRUITER),
        ),
        State(
            "submitted",
            mark("Submitted"),
            mark("The authority that the channel names decides on the order."),
            OFFICERS,
        ),
        State(
            "approved",
            mark("Approved"),
            mark("The employer opens the order to workers."),
            roles(Role.EMPLOYER),
        ),
        State(
            "open",
            mark("Open"),
            mark("Workers may wish for it; places are offered."),
            roles(WORKER_SIDE, Role.EMPLOYER),
        ),
        State(
            "filled",
            mark("Filled"),
            mark("Every place is taken. It opens again if one becomes free."),
            roles(Role.EMPLOYER),
        ),
        State("closed", mark("Closed"), mark("No more places are offered."), terminal=True),
        State(
            "refused",
            mark("Refused"),
            mark("The employer may correct the order or appeal."),
            roles(Role.EMPLOYER),
        ),
        State(
            "withdrawn", mark("Withdrawn"), mark("The employer took the order back."), terminal=True
        ),
    ),
    transitions=(
        Transition(
            "draft",
            NEW,
            "draft",
            actors=roles(Role.EMPLOYER, Role.RECRUITER, Role.OFFICER_DESTINATION, Role.SYSTEM),
            seen_by=_FILE,
            title=mark("The job order was begun"),
            action=mark("Post a job order"),
        ),
        Transition(
            "submit",
            states("draft"),
            "submitted",
            actors=roles(Role.EMPLOYER, Role.RECRUITER, Role.OFFICER_DESTINATION),
            seen_by=_FILE,
            title=mark("The job order was submitted"),
            action=mark("Submit the job order"),
            deadline=Deadline("job_order.decide", 14, mark("Decision on the job order")),
        ),
        Transition(
            "return_for_correction",
            states("submitted"),
            "draft",
            actors=OFFICERS,
            seen_by=_FILE,
            title=mark("The job order was sent back for correction"),
            action=mark("Send back for correction"),
        ),
        Transition(
            "approve",
            states("submitted"),
            "approved",
            actors=OFFICERS,
            seen_by=_FILE,
            title=mark("The job order was approved"),
            action=mark("Approve the job order"),
            question="job_order.approve",
        ),
        Transition(
            "refuse",
            states("submitted"),
            "refused",
            actors=OFFICERS,
            seen_by=_FILE,
            title=mark("The job order was refused"),
            action=mark("Refuse the job order"),
            question="job_order.approve",
        ),
        Transition(
            "correct",
            states("refused"),
            "draft",
            actors=roles(Role.EMPLOYER, Role.RECRUITER),
            seen_by=_FILE,
            title=mark("The employer corrects the job order"),
            action=mark("Correct the job order"),
        ),
        Transition(
            "reconsider",
            states("refused"),
            "submitted",
            actors=roles(Role.SYSTEM),
            seen_by=_FILE,
            title=mark("After an appeal the refusal no longer stands"),
            deadline=Deadline("job_order.decide", 14, mark("Decision on the job order")),
        ),
        Transition(
            "open",
            states("approved"),
            "open",
            actors=roles(Role.EMPLOYER, OFFICERS, Role.SYSTEM),
            seen_by=_PUBLISHED,
            title=mark("The job order was opened to workers"),
            action=mark("Open to workers"),
        ),
        Transition(
            "fill",
            states("open"),
            "filled",
            actors=roles(Role.SYSTEM),
            seen_by=_PUBLISHED,
            title=mark("Every place was taken"),
        ),
        Transition(
            "free_place",
            states("filled"),
            "open",
            actors=roles(Role.SYSTEM),
            seen_by=_PUBLISHED,
            title=mark("A place became free again"),
        ),
        Transition(
            "close",
            states("approved open filled"),
            "closed",
            actors=roles(Role.EMPLOYER, Role.OFFICER_DESTINATION, Role.SYSTEM),
            seen_by=_PUBLISHED,
            title=mark("The job order was closed"),
            action=mark("Close the job order"),
        ),
        Transition(
            # Workers saw an order only once it was open.
            "withdraw",
            states("draft submitted approved"),
            "withdrawn",
            actors=roles(Role.EMPLOYER, Role.RECRUITER),
            seen_by=_FILE,
            title=mark("The job order was withdrawn"),
            action=mark("Withdraw the job order"),
        ),
        Transition(
            "withdraw",
            states("open"),
            "withdrawn",
            actors=roles(Role.EMPLOYER, Role.RECRUITER),
            seen_by=_PUBLISHED,
            title=mark("The job order was withdrawn"),
            action=mark("Withdraw the job order"),
        ),
    ),
)
