"""No more is on its way than the terminal keeps up with, where it says how far it has come."""

from __future__ import annotations

from ecotui.tui.terminal.flow_control import ANSWER_WAIT_S, QUESTION, FlowControl


def answering() -> FlowControl:
    pace = FlowControl()
    assert pace.sent(50, 0.0) == QUESTION, "the first thing sent asks"
    pace.answered()
    return pace


def test_a_terminal_that_never_answers_is_asked_a_few_times_and_never_waited_for() -> None:
    pace = FlowControl()
    questions = 0
    for second in range(100):
        assert pace.hold(second) == 0
        questions += bool(pace.sent(9000, second))
    assert questions == 3
    assert not pace.waiting


def test_small_steps_ask_now_and_then() -> None:
    pace = answering()
    asked = [bool(pace.sent(400, 1.0)) for _step in range(6)]
    assert asked == [False, False, True, False, False, True]


def test_what_is_far_ahead_is_held_until_the_answer() -> None:
    pace = answering()
    assert pace.sent(9000, 1.0) == QUESTION
    assert pace.hold(1.0) == ANSWER_WAIT_S
    assert pace.hold(3.0) == ANSWER_WAIT_S - 2
    pace.answered()
    assert pace.hold(3.0) == 0


def test_a_little_may_be_ahead() -> None:
    pace = answering()
    sent = 0
    while not pace.hold(1.0):
        pace.sent(400, 1.0)
        sent += 400
    assert sent == 2000


def test_an_answer_to_the_first_of_two_questions_is_none_to_the_second() -> None:
    pace = answering()
    pace.sent(1200, 1.0)
    pace.sent(9000, 1.0)
    pace.answered()
    assert pace.hold(1.0)
    pace.answered()
    assert not pace.waiting


def test_a_terminal_that_does_not_answer_any_more_is_given_up_after_a_while() -> None:
    pace = answering()
    now, sent = 0.0, []
    for _picture in range(4):
        while seconds := pace.hold(now):
            now += seconds
        pace.sent(3000, now)
        sent.append(now)
    assert sent == [0.0, ANSWER_WAIT_S, 2 * ANSWER_WAIT_S, 3 * ANSWER_WAIT_S]
    pace.sent(9000, now)
    assert pace.hold(now) == 0, "from now on nothing waits"
    pace.answered()
    pace.sent(9000, now)
    assert pace.hold(now), "but it is there again"


def test_a_line_is_slow_where_every_answer_is_late() -> None:
    pace = FlowControl()
    now = 0.0
    for took, is_slow in ((0.3, False), (0.06, False), (0.06, True), (0.01, False), (0.2, False)):
        pace.sent(1000, now)
        now += took
        pace.answered(now)
        assert pace.is_slow == is_slow, now
    assert not answering().is_slow


def test_leaving_waits_for_an_answer_that_may_come() -> None:
    pace = FlowControl()
    assert pace.due(0.0) == 0.0, "nothing was asked"
    pace.sent(100, 0.0)
    assert pace.due(0.5) == 1.0, "the rest of the first 1.5 seconds"
    assert pace.due(2.0) == 0.0, "it is silent"
    pace.answered(2.1)
    assert pace.due(2.1) == 0.0
    pace.sent(2_000, 3.0)
    assert pace.due(9.0) == 1.0, "it answers, but late"
