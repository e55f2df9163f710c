"""The threats that SECURITY.md means, each with the tests that hold it off. A test that goes is missed here."""

from __future__ import annotations

import importlib

import pytest

HELD: dict[str, tuple[str, ...]] = {
    "somebody opens a page, order or inject of another team by its id": (
        "abuse.test_leak_matrix.test_nobody_reads_what_is_not_theirs",
        "abuse.test_leak_matrix.test_for_strangers_there_is_no_such_exercise",
        "abuse.test_leak_matrix.test_every_address_is_in_the_table",
        "abuse.test_leak_matrix.test_every_canary_sings_to_somebody",
        "abuse.test_planted.test_every_verb_with_words_is_planted_or_says_why_not",
        "api.test_doors.test_a_stranger_gets_the_same_answer_as_where_nothing_is",
        "api.test_doors.test_things_of_another_team_are_not_there",
    ),
    "a list is filtered, searched or ordered for more than one may see": (
        "api.test_bodies.test_queries_are_closed",
        "api.test_bodies.test_a_write_takes_no_filter",
        "api.test_fuzz.test_no_call_brings_the_server_down",
        "admin.test_owning.test_lists_are_not_narrowed_by_what_they_do_not_show",
    ),
    "a socket asks for the stream of others": (
        "abuse.test_leak_sockets.test_no_socket_brings_what_is_not_ones_own",
        "abuse.test_leak_sockets.test_nobody_else_is_let_onto_a_stream",
        "realtime.test_feed.test_what_is_not_yours_is_not_there",
        "realtime.test_feed.test_an_address_that_makes_no_sense_is_malformed",
    ),
    "a cursor of another stream, age or exercise": (
        "realtime.test_feed.test_a_cursor_that_leads_nowhere_means_reload",
        "api.test_bodies.test_a_cursor_that_is_none_means_everything_anew",
        "web.test_pushing.test_the_poll_of_another_age_loads_anew",
        "flows.test_kill_and_resume",
    ),
    "an old right is used again": (
        "access.test_programs.test_a_token_ends_with_the_seat",
        "access.test_links.test_a_link_that_was_replaced_is_gone_everywhere",
        "api.test_doors.test_who_loses_the_seat_loses_its_tokens",
        "api.test_tokens.test_a_seat_makes_a_token_sees_it_by_name_and_takes_it_back",
    ),
    "a socket outlives the right it was opened with": (
        "realtime.test_feed.test_a_seat_that_is_taken_away_is_cut_off_at_once",
        "realtime.test_feed.test_a_browser_that_logs_out_is_cut_off_at_the_next_round",
        "access.test_asking.test_a_place_by_account_ends_with_password_or_account",
        "access.test_asking.test_a_program_ends_with_its_token_or_its_seat",
    ),
    "a file is guessed": (
        "abuse.test_threats.test_no_address_leads_to_a_file_that_is_not_ours_to_give",
        "web.test_reviewing.test_the_files_are_attachments_that_nobody_keeps",
    ),
    "an export says more than its reader may know": (
        "abuse.test_leak_afterwards.test_until_the_second_step_a_team_reads_nothing_new",
        "abuse.test_leak_afterwards.test_afterwards_the_truth_is_open_and_private_words_are_not",
        "projections.test_review.test_the_record_names_seats_and_no_people",
        "web.test_reviewing.test_a_spreadsheet_runs_nothing",
    ),
    "a trainer looks at or writes into what is not theirs": (
        "admin.test_owning.test_other_trainer_finds_nothing",
        "admin.test_owning.test_row_cannot_be_pushed_into_another_draft",
        "admin.test_owning.test_completion_gives_nothing_away",
        "api.test_doors.test_scripts_of_another_author_are_not_there",
    ),
    "a participant presses what is control's": (
        "abuse.test_not_theirs_to_press.test_nobody_plays_for_another_seat",
        "abuse.test_not_theirs_to_press.test_no_button_works_without_the_form_s_token",
        "api.test_doors.test_control_acts_are_forbidden_to_a_seat",
        "services.test_doors.test_control_verbs_are_forbidden_to_everybody_else",
    ),
    "a command comes late, twice or at the same moment as another": (
        "abuse.test_bad_commands.test_a_stale_command_is_refused_whatever_it_is",
        "abuse.test_bad_commands.test_a_key_too_long_or_of_another_command_is_refused",
        "api.test_first_watch.test_programs_with_tokens_alone_come_to_gold_and_through_the_hot_wash",
        "services.test_orders.test_the_same_sheet_sent_again_with_its_key_is_locked_once",
        "store.test_concurrency.test_twenty_facilitators_who_press_at_once_end_one_phase",
        "store.test_concurrency.test_without_the_lock_the_race_is_real",
    ),
    "what others do in private shows in what one receives": ("flows.test_non_interference",),
    "a command, form or body is too big or makes no sense": (
        "abuse.test_bad_commands.test_a_text_too_long_is_refused_wherever_it_stands",
        "abuse.test_bad_commands.test_a_misshapen_command_is_refused_whatever_it_is",
        "abuse.test_bad_commands.test_a_command_too_big_is_refused_before_it_is_read",
        "abuse.test_not_theirs_to_press.test_a_malformed_form_is_refused_and_leaves_no_line",
        "abuse.test_not_theirs_to_press.test_an_oversize_body_is_refused",
        "api.test_bodies.test_what_is_not_json_is_malformed",
    ),
    "a frame is too big, too often, no message, or comes from elsewhere": (
        "realtime.test_feed.test_what_is_no_message_closes_the_socket",
        "realtime.test_feed.test_sixty_messages_in_twenty_seconds_are_enough",
        "realtime.test_feed.test_the_sixth_socket_of_a_seat_is_too_many",
        "realtime.test_feed.test_another_origin_is_not_even_let_in",
        "realtime.test_feed.test_a_reader_that_does_not_read_is_cut_off_and_holds_up_nobody",
    ),
    "a join code is guessed": (
        "access.test_links.test_a_closed_door_answers_like_a_code_that_was_never_given",
        "access.test_links.test_wrong_codes_shut_an_address_out_and_right_ones_cost_nothing",
        "web.test_joining.test_wrong_codes_shut_the_address_out_whichever_form_they_come_by",
        "api.test_doors.test_walking_in_by_a_closed_door_is_answered_like_a_wrong_code_until_the_address_is_shut_out",
    ),
    "a token was never given, has ended, or is another exercise's": (
        "abuse.test_not_theirs_to_press.test_a_token_that_was_never_given_opens_nothing",
        "access.test_programs.test_a_token_that_is_over_is_gone",
        "access.test_programs.test_a_seats_token_is_no_other_seat_and_no_other_exercise",
    ),
    "a key, seed phrase or address of real money is typed": (
        "services.test_real_keys.test_every_verb_and_every_text_of_it_is_listed",
        "services.test_real_keys.test_a_real_address_is_refused_in_every_text_and_kept_nowhere",
        "admin.test_real_keys.test_every_text_of_an_inject_is_looked_at",
        "web.test_joining.test_a_name_that_is_refused_stands_in_its_field_with_the_reason",
    ),
    "a script is malformed or hostile": (
        "domain.script.test_check.test_one_mistake_is_found_where_it_stands",
        "domain.script.test_reader.test_what_yaml_can_hide_is_refused_where_it_stands",
        "domain.script.test_fuzz",
        "admin.test_scripts.test_file_with_mistakes_lists_them_all_and_keeps_nothing",
        "api.test_bodies.test_mistakes_of_a_script_are_named_with_their_places",
        "management.test_commands.test_a_script_with_mistakes_is_told_them_all_and_nothing_is_kept",
    ),
}


@pytest.mark.parametrize("name", sorted({name for names in HELD.values() for name in names}))
def test_every_test_named_here_is_there(name: str) -> None:
    module, _, function = name.rpartition(".")
    try:
        importlib.import_module(f"tests.{name}")
    except ModuleNotFoundError:
        assert callable(getattr(importlib.import_module(f"tests.{module}"), function, None))


@pytest.mark.parametrize(
    "path",
    [
        *("/static/../wargame/settings.py", "/static/%2e%2e/wargame/settings.py", "/static/..%2f..%2fetc/passwd"),
        *("/static//etc/passwd", "/static/exercises/%00", "/media/x", "/var/demo-links.json", "/.env", "/static/"),
    ],
)
def test_no_address_leads_to_a_file_that_is_not_ours_to_give(client, path: str) -> None:
    answer = client.get(path)
    assert answer.status_code == 404
    assert b"SECRET_KEY" not in b"".join(answer.streaming_content if answer.streaming else [answer.content])
