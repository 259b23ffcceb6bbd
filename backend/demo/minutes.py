"""What was talked about, point by point."""

from collections.abc import Sequence
from random import Random

from backend.demo.plan import ADOPTED, DEFERRED, REFUSED, Line, Plan, Scene
from backend.demo.talk import Topic, talk

OUTCOMES = {ADOPTED: "agreed", DEFERRED: "deferred", REFUSED: "refused"}


def opening(plan: Plan, chance: Random) -> str:
    """How the sitting was opened."""
    return chance.choice(talk().opening).format(time=f"{plan.start:%H.%M}")


def topics_of(kind: str) -> tuple[Topic, ...]:
    """What such a meeting talks about beside money."""
    told = talk()
    known = {"musdesus_blt": told.blt_topics, "musperempuan": told.women_topics, "musdus": told.hamlet_topics}
    return known.get(kind, ())


def write(scene: Scene, lines: Sequence[Line]) -> dict[str, str]:
    """Writes the points of the agenda; answers the point of each activity by account code."""
    first = {"topic": "Pembukaan, tata tertib, dan kuorum", "presenter": "Sekretaris BPD"}
    scene.record("agenda_item", order=1, **first, discussion=opening(scene.plan, scene.chance), outcome="noted")
    points = {line.activity.account: _point(scene, line, order) for order, line in enumerate(lines, start=2)}
    topics = topics_of(scene.plan.kind)
    for place, topic in enumerate(topics, start=2 + len(lines)):
        said = {"topic": topic.topic, "discussion": topic.discussion, "decision": topic.decision}
        scene.record("agenda_item", order=place, **said, outcome="agreed", decision_method="consensus")
    last = scene.chance.choice(talk().other_matters)
    end = 2 + len(lines) + len(topics)
    scene.record("agenda_item", order=end, topic="Lain-lain", discussion=last, outcome="noted")
    return points


def _point(scene: Scene, line: Line, order: int) -> str:
    one, people, chance = line.activity, scene.place.community, scene.chance
    proposer = people.of_element(one.voice, chance)
    question = chance.choice(talk().questions).format(hamlet=chance.choice(people.hamlets))
    agreed = line.fate == ADOPTED
    work = {"what": "Menyusun RAB dan gambar", "who": "Kaur Perencanaan", "due": f"{scene.plan.start.year}-12-18"}
    return scene.record(
        "agenda_item",
        order=order,
        topic=line.say(one.name),
        presenter="Kaur Perencanaan",
        proposer=proposer.name,
        proposer_element=proposer.element,
        discussion=f"{line.say(one.asked)}\n\n{question}",
        response=line.say(one.answered),
        outcome=OUTCOMES[line.fate],
        reason=line.reason,
        decision=line.say(one.decided) if agreed else "",
        decision_method="consensus" if agreed else "",
        follow_up=[work] if agreed and one.by_hand else [],
    )
