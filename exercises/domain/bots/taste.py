"""What bots like: the answers and acts they prefer, best first. Codes are those that scripts and the catalogue show."""

from __future__ import annotations

GOOD_REPLIES = (
    "yes_two_sets", "words", "attest", "check_now", "routine", "freeze", "bytes_first", "apologise", "brief",
    "tell_both_first", "hotline_twice", "check_basel", "both_sign", "agree", "fifty_fifty", "board", "by_fault",
    "together", "accept", "joint", "hold",
)  # fmt: skip
BAD_REPLIES = (
    "later", "no", "wait", "friday", "nothing", "carry_on", "stand_by", "withdraw", "publish", "silence",
    "in_writing", "use", "alone", "refuse", "defy", "no_comment",
)  # fmt: skip

WELCOME = frozenset(
    {"test_hotline", "install_hotline", "joint_statement", "joint_press_line", "freeze_request", "joint_audit"}
    | {"third_party_audit", "swap_red_teams", "joint_attribution", "create_task_force", "settle", "submit_to_board"}
    | {"offer_seat", "share_dashboard", "agree_liability"}
)
"""Joint acts a good partner accepts."""

GOOD_TOGETHER = (
    "joint_audit", "third_party_audit", "joint_attribution", "create_task_force", "settle", "submit_to_board",
)  # fmt: skip
"""Joint acts that both leads put on their sheets without a word, when the script has them at hand."""
GOOD_ALONE = (
    "bis_attest",
    "bis_inspect",
    "host",
    "trace",
    "improve_monitoring",
    "vet_staff",
    "brief_legislators",
    "call_session",
)
DETAILS = {"call_session": {"place": "basel"}}
"""What these acts have to say."""
BAD_ALONE = ("publish_alone", "appease_hardliners", "plant_story", "defy", "claim_success")
