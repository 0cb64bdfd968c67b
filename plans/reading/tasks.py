"""Duties: one for each actionable line of the content and organisation parts, one for each row of a task table."""

from __future__ import annotations

import re
from dataclasses import replace

from documents.official import Block, BlockKind, OfficialDocument
from documents.reading.letters import compile_letters
from plans.deadlines import DeadlineKind
from plans.reading.assignments import Labelled, read_labels, read_order
from plans.reading.draft import AssignmentReading, Doubt, PartyReading, Place, Region, Role, TaskReading
from plans.reading.frames import Frame, Frames
from plans.reading.parties import charged_in, clean_unit, coordinating_in, is_unit, split_parties, subject_of
from plans.reading.sections import Outline, blocks_of
from plans.reading.task_rows import read_task_table
from plans.reading.taskbook import TaskBook
from plans.reading.timing import Timing, in_sentence, prefix
from plans.reading.words import fold, starts_with_verb

_DUTIES = frozenset({Role.CONTENT, Role.ORGANISATION, Role.DISCLOSURE})
_REFERENCE = re.compile(
    r"^\(?(?:co|chi tiet|kem theo|xem|theo|tai|noi dung)?\b.{0,60}\b(?:phu luc|bieu|danh muc)\b.{0,60}(?:kem theo|"
    r"dinh kem|\))\s*\.?$"
)
# Points of an inspection or a survey are noun phrases; what is read as a duty says what somebody does.
_NO_DUTY = re.compile(
    r"^(?:hinh thuc|dia diem|thanh phan|doi tuong|so luong|chu de|phuong cham|diem cau|thoi ky)(?: \w+){0,6}\s*:|"
    r"^(?:viec|ty le|ti le|tinh hinh|so luong|danh muc|ket qua|muc do|chat luong|ten|dia diem|doi tuong|thanh phan|"
    r"thoi gian)\b"
    r"|^(?:cac )?(?:nhiem vu|noi dung)(?: cu the)?\b.{0,60}\b(?:tai|theo|trong|o)\b.{0,20}\b(?:phu luc|bieu)\b"
)
_SENTENCES = compile_letters(r"(?<=[.;])\s+(?=[‹A›])")
_INTRODUCES = re.compile(
    r"\b(?:nhiem vu|noi dung|giai phap|cong viec|bien phap|hoat dong|cong tac)\b[^.;]{0,60}(?:sau|sau day|nhu sau|"
    r"trong tam|cu the)?\s*:$|\b(?:nhu sau|sau day|sau)\s*:$"
)


class TaskReader:
    """One walk through the blocks of a plan, in reading order."""

    def __init__(self, document: OfficialDocument, outline: Outline, timing: Timing) -> None:
        self.document = document
        self.outline = outline
        self.timing = timing
        self.book = TaskBook()
        self.frames = Frames(outline.sections, timing)
        self.blocks = list(blocks_of(document))
        self._open: list[int] = []  # tasks no assignment has spoken for yet
        self._labels: list[tuple[Place, Labelled]] = []
        self._group: tuple[int, PartyReading | None, Frame] | None = None  # a unit or a time heading a group of bullets
        self._inside: int | None = None  # level of a line whose deeper lines stay inside it
        self._forward: dict[str, int] = {}  # section → assignment printed before its duties
        self._assigned: set[str] = set()  # sections in which an assignment was printed
        self._mark_disclosures()

    def read(self) -> TaskBook:
        for index, (place, block) in enumerate(self.blocks):
            if block.kind is BlockKind.TABLE:
                self._flush_labels()
                role = self.outline.roles.get(place, Role.OTHER)
                if block.table is not None and role not in (Role.OBJECTIVES, Role.BUDGET):
                    read_task_table(self.book, place, block.table, self.outline.path(place), self.timing)
                continue
            role = self.outline.roles.get(place, Role.OTHER)
            if block.kind is BlockKind.HEADING:
                self._flush_labels()
                self._group = self._inside = None
                self._forget_other_parts(place)
                continue
            labelled = read_labels(block.text, self.timing)
            titled = place in self.outline.run_in and not self._waiting(place)
            if labelled.start == 0 and labelled.found - {"budget"} and not titled:
                if role in _DUTIES and "channel" not in labelled.found and labelled.found - {"other", "budget"}:
                    self._labels.append((place, labelled))
                continue
            order = read_order(block.text, self.timing) if role in _DUTIES and self._waiting(place) else None
            if order is not None and (not block.marker or block.marker[0] in "-–+*"):
                self._labels.append((place, order))
                continue
            self._flush_labels()
            if role not in _DUTIES or place in self.book.disclosed:
                continue
            self._paragraph(index, place, block, labelled)
        self._flush_labels()
        return self.book

    def _waiting(self, place: Place) -> bool:
        """Whether a duty of the same part still waits for an assignment."""
        path = self.outline.path(place)
        return any(self.book.tasks[number].section == path for number in self._open)

    # --- disclosures: lines followed by "Hình thức công khai" ------------------------------

    def _mark_disclosures(self) -> None:
        """A line, or a heading with its lines, that ends in "Hình thức công khai: …" lists what is disclosed."""
        for index, (place, block) in enumerate(self.blocks):
            labelled = read_labels(block.text, self.timing) if block.text else Labelled()
            if labelled.start != 0 or "channel" not in labelled.found:
                continue
            above = self._above(index)
            if above is None:
                continue
            for at in range(above, index):
                self.book.disclosed.add(self.blocks[at][0])
            self.book.channels[self.blocks[above][0]] = (place, labelled.channel)

    def _above(self, index: int) -> int | None:
        """The line a "Hình thức công khai" speaks for: the nearest heading or numbered line, else a bullet."""
        nearest = None
        for at in range(index - 1, -1, -1):
            place, block = self.blocks[at]
            if place.region is not self.blocks[index][0].region or place in self.book.channels:
                break
            if block.kind is BlockKind.TABLE:
                break
            nearest = at if nearest is None else nearest
            if block.kind is BlockKind.HEADING:
                return at
            if block.marker and block.marker[0] not in "-–—+*•":
                return at
        return nearest

    # --- running text ---------------------------------------------------------------------

    def _paragraph(self, index: int, place: Place, block: Block, labelled: Labelled) -> None:
        text = block.text
        if self._inside is not None:
            if block.level > self._inside:
                return
            self._inside = None
        if self._group is not None and block.level <= self._group[0]:
            self._group = None
        start = self.outline.run_in.get(place, 0)
        duty = text[start:].strip()
        if len(text) < 200 and any(_REFERENCE.match(said) or _NO_DUTY.match(said) for said in (fold(text), fold(duty))):
            return
        children = self._children(index)
        time_end = prefix(duty)
        group_frame = Frame()
        if time_end:
            phrase = duty[:time_end].rstrip(" :")
            rule = self.timing.parse(phrase)
            if rule and rule.kind is not DeadlineKind.OPEN:
                group_frame = Frame(deadline_text=phrase, deadline=rule)
                duty = duty[time_end:].strip()
                if not duty:
                    self._group = (block.level, None, group_frame)
                    return
        if children and not start and is_unit(duty) and not starts_with_verb(duty):
            self._group = (block.level, PartyReading(clean_unit(duty)), Frame(split_parties(duty)))
            return
        if duty.endswith(":"):
            if not children or self._introduces(duty, children):
                return
            self._inside = block.level
        elif children and not re.search(r"[.;…]$", duty) and len(duty) < 100 and not starts_with_verb(duty):
            return  # a title in the dress of a bullet
        if labelled.start:
            duty = text[start : labelled.start].strip(" ;,(-–")
        for part in self._duties_in(place, duty):
            self._add(place, block, part, labelled, group_frame)

    def _children(self, index: int) -> list[Block]:
        place, block = self.blocks[index]
        out = []
        for other, below in self.blocks[index + 1 :]:
            if other.region is not place.region or below.kind is not BlockKind.PARAGRAPH or below.level <= block.level:
                break
            if read_labels(below.text, self.timing).start != 0:
                out.append(below)
        return out

    @staticmethod
    def _introduces(duty: str, children: list[Block]) -> bool:
        """Whether a line ending ":" only leads over to duties of their own; noun phrases after "gồm:" stay inside."""
        folded = fold(duty)
        verbs = sum(1 for child in children if starts_with_verb(child.text))
        if re.search(r"\b(?:nhu|gom|bao gom|gom co|la|vi du|trong do)\s*:$", folded) and not folded.endswith(
            "gom cac nhiem vu:"
        ):
            return False
        return (bool(_INTRODUCES.search(folded)) and verbs * 2 >= len(children)) or (
            len(duty) < 60 and verbs == len(children)
        )

    def _duties_in(self, place: Place, duty: str) -> list[str]:
        """A running paragraph straight below the organisation part, with no unit over it: one duty a sentence."""
        section = self.outline.section_of.get(place)
        if section is None or not duty:
            return [duty] if duty else []
        part = self.outline.sections[section]
        block = self._block(place)
        if part.role is Role.ORGANISATION and part.parent is None and not block.marker:
            sentences = [piece.strip() for piece in _SENTENCES.split(duty) if piece.strip()]
            if len(sentences) > 1 and all(len(piece) > 40 for piece in sentences):
                return sentences
        return [duty]

    def _block(self, place: Place) -> Block:
        if place.region is Region.APPENDIX:
            return self.document.appendices[place.appendix].blocks[place.block]
        return self.document.body[place.block]

    def _add(self, place: Place, block: Block, duty: str, labelled: Labelled, frame: Frame) -> None:
        section = self.outline.section_of.get(place)
        path = self.outline.path(place)
        heading = self.frames.of(section)
        role = self.outline.roles.get(place, Role.OTHER)
        leads = labelled.leads
        text = duty
        colon = re.match(r"^([^:;.]{3,150}):\s+(?=\S)", duty)
        if not leads and self._group is not None and self._group[2].leads:
            leads = self._group[2].leads
        if not leads and colon and is_unit(colon[1]) and not starts_with_verb(colon[1]) and role is not Role.DISCLOSURE:
            leads = split_parties(colon[1])
            text = duty[colon.end() :]
        subject, _at = subject_of(text)
        if not leads:
            leads = charged_in(text)
        if not leads:
            leads = heading.leads
            if subject and (not leads or (self._repeats(subject, leads) and len(subject) >= len(leads))):
                leads = subject
        coordinating = labelled.coordinating or coordinating_in(text)
        phrase, rule = labelled.deadline_text, labelled.deadline
        if not phrase:
            phrase, rule = frame.deadline_text, frame.deadline
        if not phrase and self._group is not None:
            phrase, rule = self._group[2].deadline_text, self._group[2].deadline
        if not phrase:
            phrase, rule = in_sentence(text, self.timing)
        if not phrase:
            phrase, rule = heading.deadline_text, heading.deadline
        whole = text == block.text
        self.book.tasks.append(
            TaskReading(
                place=place,
                text=text,
                section=path,
                excerpt="" if whole else text,
                leads=leads,
                coordinating=coordinating,
                deadline_text=phrase,
                deadline=rule,
                result=labelled.result,
            )
        )
        number = len(self.book.tasks) - 1
        if path in self._forward:
            self._apply(self._forward[path], [number], guessed=False)
        elif not labelled.leads:
            self._open.append(number)

    @staticmethod
    def _repeats(subject: tuple[PartyReading, ...], heading: tuple[PartyReading, ...]) -> bool:
        """ "4. Các cơ quan, ban ngành: / Các cơ quan, ban ngành xã, các thôn căn cứ …": the fuller list counts."""
        return fold(subject[0].name).startswith(fold(heading[0].name)[:20])

    # --- assignments printed once for several lines -----------------------------------------

    def _forget_other_parts(self, place: Place) -> None:
        """A new part: duties of the part before wait no longer for an assignment."""
        section = self.outline.section_of.get(place)
        if section is None:
            self._open = []
            return
        kept = self._parents(section)
        self._open = [
            number
            for number in self._open
            if self._shares(self.outline.section_of.get(self.book.tasks[number].place), kept)
        ]

    def _parents(self, section: int | None) -> set[int]:
        out: set[int] = set()
        while section is not None:
            out.add(section)
            section = self.outline.sections[section].parent
        return out

    def _shares(self, section: int | None, parts: set[int]) -> bool:
        """Whether a duty's part and the current one hang on one heading below the top level."""
        return any(
            index in parts and self.outline.sections[index].parent is not None for index in self._parents(section)
        )

    def _flush_labels(self) -> None:
        """The label lines just read speak for the duties above them, or for those below where none stands above."""
        if not self._labels:
            return
        labels, self._labels = self._labels, []
        place = labels[0][0]
        merged = Labelled()
        for _place, one in labels:
            merged.leads = one.leads or merged.leads
            merged.coordinating = one.coordinating or merged.coordinating
            merged.result = one.result or merged.result
            if one.deadline_text:
                merged.deadline_text, merged.deadline = one.deadline_text, one.deadline
        section = self.outline.section_of.get(place)
        path = self.outline.path(place)
        own = [number for number in self._open if self.book.tasks[number].section == path]
        before = [number for number in self._open if number not in own]
        level = self._block(place).level
        if own and self._belongs_to_last(place, level):
            # Where every point has its own labels, these are the last one's; labels printed once are for all of them.
            own, before = own[-1:] if path in self._assigned or len(own) == 1 else own, []
        self._assigned.add(path)
        self.book.assignments.append(
            AssignmentReading(
                lines=tuple(item for item, _ in labels),
                covers=(),
                leads=merged.leads,
                coordinating=merged.coordinating,
                deadline_text=merged.deadline_text,
                deadline=merged.deadline,
                result=merged.result,
            )
        )
        index = len(self.book.assignments) - 1
        if not own and not before:
            self._forward[path] = index
            return
        lettered = section is not None and re.fullmatch(r"[a-zđ]", self.outline.sections[section].marker)
        deep = section is not None and lettered is not None and len(self._parents(section)) >= 3
        if own:
            self._apply(index, own, guessed=False)
        if deep and before:
            self._apply(index, before, guessed=True)
        done = set(own) | set(before if deep else [])
        self._open = [number for number in self._open if number not in done]

    def _belongs_to_last(self, place: Place, level: int) -> bool:
        """Labels one step below a numbered duty are that duty's own."""
        last = self.book.tasks[self._open[-1]].place
        block = self._block(last)
        return (
            last.region is place.region
            and bool(block.marker)
            and block.marker[0] not in "-–—+*•"
            and level > block.level
        )

    def _apply(self, index: int, numbers: list[int], guessed: bool) -> None:
        assignment = self.book.assignments[index]
        self.book.assignments[index] = replace(
            assignment, covers=(*assignment.covers, *(self.book.tasks[number].place for number in numbers))
        )
        for number in numbers:
            task = self.book.tasks[number]
            # A day, span or round of the duty's own stands against the time printed for the group.
            own_time = task.deadline is not None and task.deadline.kind not in (
                DeadlineKind.CONTINUOUS,
                DeadlineKind.OPEN,
            )
            grouped = bool(assignment.deadline_text) and (not own_time or (len(numbers) == 1 and not guessed))
            self.book.tasks[number] = replace(
                task,
                leads=assignment.leads or task.leads,
                coordinating=assignment.coordinating or task.coordinating,
                deadline_text=assignment.deadline_text if grouped else task.deadline_text,
                deadline=assignment.deadline if grouped else task.deadline,
                result=task.result or assignment.result,
                assignment=index,
            )
            if guessed:
                self.book.doubts.append(
                    Doubt(
                        f"task.{number}.lead",
                        "Cơ quan phụ trách của nhiệm vụ này được hiểu theo dòng phân công in ở mục liền sau. Hãy xác "
                        "nhận.",
                        place=task.place,
                        guess=", ".join(party.name for party in assignment.leads),
                    )
                )
