"""The typed readers: what they accept, and that one start names every mistake."""

from __future__ import annotations

import pytest

from wargame.env import Environment, MistakenEnvironment


@pytest.mark.parametrize("value", ["1", "true", "Yes", " on "])
def test_flag_reads_a_yes(value):
    assert Environment({"DEBUG": value}).flag("DEBUG") is True


@pytest.mark.parametrize("value", ["0", "false", "No", "off", ""])
def test_flag_reads_a_no(value):
    assert Environment({"DEBUG": value}).flag("DEBUG", default=True) is False


def test_flag_refuses_a_typing_error():
    env = Environment({"DEBUG": "ture"})
    assert env.flag("DEBUG") is False
    assert env.mistakes == ["DEBUG is 'ture'; write 1, true, yes, on or 0, false, no, off."]


@pytest.mark.parametrize("value", ["0", "65536", "-1", "8000.0", "eighty", "٨"])
def test_number_refuses_what_is_out_of_range_or_no_whole_number(value):
    env = Environment({"PORT": value})
    assert env.number("PORT", 8000, low=1, high=65535) == 8000
    assert len(env.mistakes) == 1


def test_number_accepts_both_ends():
    env = Environment({"LOW": "1", "HIGH": "9"})
    assert (env.number("LOW", 5, low=1, high=9), env.number("HIGH", 5, low=1, high=9), env.mistakes) == (1, 9, [])


def test_empty_text_counts_as_unset():
    assert Environment({"NAME": "  "}).text("NAME", "default") == "default"


def test_words_drop_blanks_and_empty_parts():
    assert Environment({"LIST": " a, ,b ,"}).words("LIST") == ["a", "b"]


def test_choice_refuses_another_word():
    env = Environment({"CLOCK": "sundial"})
    assert env.choice("CLOCK", "off", ("off", "workers")) == "off"
    assert env.mistakes == ["CLOCK is 'sundial'; write one of off, workers."]


def test_secret_is_read_from_the_file_that_is_named(tmp_path):
    (tmp_path / "key").write_text("hidden\n")
    assert Environment({"KEY_FILE": str(tmp_path / "key")}).secret("KEY") == "hidden"


def test_secret_refuses_two_sources_and_an_unreadable_file(tmp_path):
    env = Environment({"KEY": "a", "KEY_FILE": str(tmp_path / "none")})
    env.secret("KEY")
    assert [mistake.split(" ")[0] for mistake in env.mistakes] == ["KEY", "KEY_FILE"]


def test_finish_names_every_mistake_at_once():
    env = Environment({"DEBUG": "ture", "PORT": "x"})
    env.flag("DEBUG")
    env.number("PORT", 1, low=1, high=2)
    with pytest.raises(MistakenEnvironment) as refusal:
        env.finish()
    assert str(refusal.value).count("\n") == 2


def test_finish_is_silent_without_a_mistake():
    Environment({}).finish()
