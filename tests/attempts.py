"""All moves by several people, in any order: each step is somebody trying something."""

from hypothesis import strategies as st
from hypothesis.stateful import rule

from accounts.models import Person
from evidence.actions.drafts import save_draft, start_draft
from evidence.documents import content_of
from evidence.models import Draft, Item
from reviews.actions.correct import accept_as_corrected, correct
from reviews.actions.decide import confirm, contest, decide, waive
from reviews.actions.flags import let_through, raise_flag, report_problem, settle_flag
from reviews.actions.interests import declare_interest, waive_interest
from reviews.actions.notes import keep_note
from reviews.actions.propose import approve_correction, propose_correction, refuse_correction
from reviews.actions.recommend import fewer_seats, recommend
from reviews.actions.reconcile import stay
from reviews.actions.retire import merge, retire
from reviews.actions.revise import hand_over, hand_over_draft, restore, revise
from reviews.actions.seats import hand_back, take_paper
from reviews.actions.submit import submit
from reviews.actions.withdraw import withdraw, withdraw_draft
from reviews.models import Flag, Interest, ProposedCorrection, Recommendation, Seat
from tests.machine import LIVE, ROLES, Machine
from tests.worlds import AGREE, DISAGREE, SUGGESTION, claim

HALF_A_THOUGHT = {
    "verdict": "", "answers": {}, "suggestions": [], "reason": "Half a", "has_read": "",
    "confidence": None,
}  # fmt: skip
WHO = st.integers(0, len(ROLES) - 1)
WHICH = st.integers(0, 30)
WHY = st.sampled_from(["For a good reason.", ""])
OFTEN = st.sampled_from([True, True, True, False])


class EveryMove(Machine):
    """What people try: mostly what they may, sometimes what they may not."""

    # Entering.

    @rule(who=st.sampled_from([0, 0, 1, 6, 2]), paper=st.integers(0, 1), twin=st.booleans())
    def enter(self, who: int, paper: int, twin: bool) -> None:
        """A claim is entered and submitted at once; sometimes one that is there already."""
        self.numbers += not twin
        person = self.somebody(who)
        draft = self.attempt(
            "enter", start_draft, citation=self.papers[paper], content=claim(self.numbers),
            actor=person,
        )  # fmt: skip
        if draft:
            self.attempt("submit", submit, draft=draft, revision=1, interests="none", actor=person)

    @rule(who=WHO, which=WHICH, why=WHY, own=OFTEN, edit=st.booleans())
    def submit(self, who: int, which: int, why: str, own: bool, edit: bool) -> None:
        draft = self.chosen(Draft.objects.filter(closed_at=None), which)
        if draft is None:
            return
        person = draft.authors.order_by("pk").first() if own else self.somebody(who)
        if edit:
            self.numbers += 1
            content = draft.content | {"locator": f"figure {self.numbers}"}
            draft = self.attempt(
                "save", save_draft, draft=draft, content=content, citation=draft.citation,
                revision=draft.revision, actor=person,
            ) or draft  # fmt: skip
        self.attempt(
            "submit", submit, draft=draft, revision=draft.revision, interests="none",
            why_separate=why, actor=person,
        )  # fmt: skip

    @rule(who=WHO, which=WHICH, own=OFTEN, why=WHY)
    def withdraw_draft(self, who: int, which: int, own: bool, why: str) -> None:
        draft = self.chosen(Draft.objects.filter(closed_at=None), which)
        if draft is not None:
            person = draft.authors.order_by("pk").first() if own else self.somebody(who)
            self.attempt("withdraw draft", withdraw_draft, draft=draft, reason=why, actor=person)

    # Reviewing.

    @rule(who=WHO, paper=st.integers(0, 1), override=st.booleans())
    def take(self, who: int, paper: int, override: bool) -> None:
        reason = "Nobody else is here." if override else ""
        self.attempt(
            "take", take_paper, citation=self.papers[paper], override_reason=reason,
            actor=self.somebody(who),
        )  # fmt: skip

    @rule(who=WHO, which=WHICH, own=OFTEN, back=st.integers(0, 5))
    def keep_or_hand_back(self, who: int, which: int, own: bool, back: int) -> None:
        seat = self.chosen(Seat.objects.exclude(holder=None), which)
        if seat is None:
            return
        person = self.somebody(who) if not own else Person.objects.get(pk=seat.holder_id)
        if back:
            self.attempt(
                "keep note", keep_note, version=seat.round.version,
                said=HALF_A_THOUGHT, revision=0, actor=person,
            )  # fmt: skip
        else:
            self.attempt("hand back", hand_back, seat=seat, actor=person)

    @rule(
        who=WHO, which=WHICH, own=st.sampled_from([True] * 9 + [False]),
        verdict=st.sampled_from(["accept", "accept", "accept", "revise", "reject"]),
        disputes=st.sampled_from([False, False, True]), suggests=st.booleans(),
    )  # fmt: skip
    def recommend(
        self, who: int, which: int, own: bool, verdict: str, disputes: bool, suggests: bool
    ) -> None:
        """Mostly from a seat of one's own in a round that is open."""
        rows = Seat.objects.exclude(holder=None)
        if own:
            rows = rows.filter(round__version__standing__status__in=("in_review", "split"))
        seat = self.chosen(rows.select_related("round__version__item"), which)
        if seat is None:
            return
        person = self.somebody(who) if not own else Person.objects.get(pk=seat.holder_id)
        self.attempt(
            "recommend", recommend, seat=seat, verdict=verdict, actor=person,
            answers=DISAGREE if disputes else AGREE, has_read="full_text",
            reason="" if verdict == "accept" else "The cargo is another one.",
            suggestions=[SUGGESTION] if suggests else [],
        )  # fmt: skip

    @rule(who=WHO, which=WHICH, own=OFTEN)
    def stay(self, who: int, which: int, own: bool) -> None:
        seats = Seat.objects.exclude(holder=None).filter(round__version__standing__status="split")
        seat = self.chosen(seats.select_related("round__version__item"), which)
        if seat is not None:
            person = self.somebody(who) if not own else Person.objects.get(pk=seat.holder_id)
            self.attempt("stay", stay, seat=seat, actor=person)

    @rule(who=WHO, which=WHICH, why=WHY, fits=OFTEN)
    def fewer_seats(self, who: int, which: int, why: str, fits: bool) -> None:
        self.move("fewer_seats", fewer_seats, which, fits, who, reason=why)

    # Deciding.

    @rule(who=st.sampled_from([5, 5, 6, 4, 0]), which=WHICH, fits=OFTEN)
    def confirm(self, who: int, which: int, fits: bool) -> None:
        self.move("confirm", confirm, which, fits, who)

    @rule(who=st.sampled_from([5, 6, 4, 1]), which=WHICH, why=WHY, fits=OFTEN)
    def contest(self, who: int, which: int, why: str, fits: bool) -> None:
        self.move("contest", contest, which, fits, who, reason=why)

    @rule(
        who=st.sampled_from([5, 5, 6, 4, 2]), which=WHICH, fits=OFTEN,
        outcome=st.sampled_from(["accepted", "returned", "rejected"]),
        section=st.sampled_from(["cargo", "whole"]),
    )  # fmt: skip
    def decide(self, who: int, which: int, fits: bool, outcome: str, section: str) -> None:
        reasons = {section: "The figure says so."}
        self.move("decide", decide, which, fits, who, outcome=outcome, reasons=reasons)

    @rule(who=st.sampled_from([5, 6, 4, 0]), which=WHICH, fits=OFTEN)
    def accept_as_corrected(self, who: int, which: int, fits: bool) -> None:
        version = self.version(which, "accept_as_corrected", fits)
        if version is None:
            return
        said = Recommendation.objects.filter(round=version.pk).exclude(suggestions=[]).current()
        chosen = [(str(one.pk), 0) for one in said[:1]]
        self.attempt(
            "accept_as_corrected", accept_as_corrected, version=version, chosen=chosen,
            actor=self.somebody(who),
        )  # fmt: skip

    @rule(who=WHO, which=WHICH, why=WHY)
    def waive(self, who: int, which: int, why: str) -> None:
        version = self.version(which, "accept_as_corrected")
        if version:
            self.attempt(
                "waive", waive, version=version, blocker="open_flag", reason=why,
                actor=self.somebody(who),
            )  # fmt: skip

    # What is published lives.

    @rule(who=WHO, which=WHICH, why=WHY, fits=OFTEN)
    def withdraw(self, who: int, which: int, why: str, fits: bool) -> None:
        self.move("withdraw", withdraw, which, fits, who, reason=why)

    @rule(who=WHO, which=WHICH, why=WHY, fits=OFTEN)
    def revise(self, who: int, which: int, why: str, fits: bool) -> None:
        self.move("revise", revise, which, fits, who, reason=why)

    @rule(who=WHO, editor=st.sampled_from([4, 5, 6, 0]), which=WHICH, allowed=OFTEN)
    def correct(self, who: int, editor: int, which: int, allowed: bool) -> None:
        version = self.version(which, "correct")
        if version is None:
            return
        self.numbers += 1
        column = "locator" if allowed else "summary"
        content = content_of(version.document, version.supplement)
        self.attempt(
            "correct", correct, version=version, proposer=self.somebody(who),
            content=content | {column: f"table {self.numbers}"}, reason="A misprint.",
            actor=self.somebody(editor),
        )  # fmt: skip

    @rule(who=WHO, which=WHICH)
    def propose(self, who: int, which: int) -> None:
        version = self.version(which, "correct")
        if version is None:
            return
        self.numbers += 1
        content = content_of(version.document, version.supplement)
        self.attempt(
            "propose", propose_correction, version=version, reason="A misprint.",
            content=content | {"locator": f"page {self.numbers}"}, actor=self.somebody(who),
        )  # fmt: skip

    @rule(who=st.sampled_from([4, 5, 6, 1]), which=WHICH, approves=OFTEN)
    def answer_proposal(self, who: int, which: int, approves: bool) -> None:
        proposal = self.chosen(ProposedCorrection.objects.all(), which)
        if proposal is None:
            return
        asked = {"proposal": proposal, "actor": self.somebody(who)}
        if approves:
            self.attempt("approve", approve_correction, **asked)
        else:
            self.attempt("refuse", refuse_correction, reason="It is right as it is.", **asked)

    @rule(who=WHO, to=WHO, which=WHICH, why=WHY, fits=OFTEN)
    def hand_over(self, who: int, to: int, which: int, why: str, fits: bool) -> None:
        self.move("hand_over", hand_over, which, fits, who, to=self.somebody(to), reason=why)

    @rule(who=WHO, to=WHO, which=WHICH)
    def hand_over_draft(self, who: int, to: int, which: int) -> None:
        draft = self.chosen(Draft.objects.all(), which)
        if draft is not None:
            self.attempt(
                "hand over draft", hand_over_draft, draft=draft, to=self.somebody(to),
                reason="They know it.", actor=self.somebody(who),
            )  # fmt: skip

    @rule(who=st.sampled_from([4, 5, 6, 0]), which=WHICH, why=WHY, fits=OFTEN)
    def retire(self, who: int, which: int, why: str, fits: bool) -> None:
        self.move("retire", retire, which, fits, who, reason=why)

    @rule(who=st.sampled_from([4, 5, 6, 0]), which=WHICH, fits=OFTEN)
    def restore(self, who: int, which: int, fits: bool) -> None:
        self.move("restore", restore, which, fits, who, reason="It was right after all.")

    @rule(who=st.sampled_from([4, 5, 6, 0]), which=WHICH, into=WHICH, fits=OFTEN)
    def merge(self, who: int, which: int, into: int, fits: bool) -> None:
        item = self.chosen(Item.objects.all(), into)
        if item is not None:
            self.move("merge", merge, which, fits, who, into=item, reason="The same.")

    # Flags and interests.

    @rule(who=WHO, which=WHICH, reader=st.booleans())
    def flag(self, who: int, which: int, reader: bool) -> None:
        item = self.chosen(Item.objects.filter(standings__status__in=LIVE), which)
        if item is None:
            return
        if reader:
            self.attempt("report", report_problem, item=item, text="It reads odd.")
        else:
            self.attempt(
                "flag", raise_flag, item=item, kind="concern", text="Look again.",
                actor=self.somebody(who),
            )  # fmt: skip

    @rule(who=WHO, which=WHICH, through=st.booleans())
    def settle(self, who: int, which: int, through: bool) -> None:
        flag = self.chosen(Flag.objects.filter(resolved_at=None), which)
        if flag is None:
            return
        person = self.somebody(who)
        if through:
            self.attempt("let through", let_through, flag=flag, actor=person)
        else:
            self.attempt("settle", settle_flag, flag=flag, reason="Looked.", actor=person)

    @rule(who=WHO, paper=st.integers(0, 1), kind=st.sampled_from(["same_lab", "authorship"]),
          rarely=st.integers(0, 3))  # fmt: skip
    def declare(self, who: int, paper: int, kind: str, rarely: int) -> None:
        if rarely == 0:
            person = self.somebody(who)
            self.attempt(
                "declare interest", declare_interest, citation=self.papers[paper], person=person,
                kind=kind, actor=person,
            )  # fmt: skip

    @rule(who=WHO, which=WHICH)
    def waive_interest(self, who: int, which: int) -> None:
        interest = self.chosen(Interest.objects.all(), which)
        if interest is not None:
            self.attempt(
                "waive interest", waive_interest, interest=interest, reason="It is long ago.",
                actor=self.somebody(who),
            )  # fmt: skip
