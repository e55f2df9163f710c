"""An opinion that is not ours: btclib's consensus engine on finished transactions, and the demands of script bytes."""

from __future__ import annotations

from itertools import combinations
from typing import TYPE_CHECKING

from btclib.exceptions import BTClibException
from btclib.script import script as btclib_script
from btclib.script.engine import verify_transaction
from btclib.script.engine.flags import ALL_FLAGS, ScriptFlag
from btclib.tx import Coin as ConfirmedOutput
from btclib.tx import Tx, TxOut, assert_sequence_locks, is_final

from exercises.domain.custody import bitcoin

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Sequence

    from exercises.domain.custody import Coin

# Consensus, and the rules of relay that a wallet must keep as well.
RULES = (
    ALL_FLAGS
    | ScriptFlag.STRICTENC
    | ScriptFlag.LOW_S
    | ScriptFlag.MINIMALDATA
    | ScriptFlag.CLEANSTACK
    | ScriptFlag.MINIMALIF
    | ScriptFlag.NULLFAIL
    | ScriptFlag.WITNESS_PUBKEYTYPE
)
_SOME_TIME = 1_900_000_000


def accepts(transaction: str, coins: Iterable[Coin], height: int) -> bool:
    """Whether an independent node would take this transaction (hex) into the block at this height."""
    known = {(coin.txid, coin.vout): coin for coin in coins}
    try:
        parsed = Tx.parse(bytes.fromhex(transaction))
        spent = [known[(spend.prev_out.tx_id.hex(), spend.prev_out.vout)] for spend in parsed.vin]
        outputs = [TxOut(coin.sats, bitcoin.output_script(coin.address)) for coin in spent]
        verify_transaction(outputs, parsed, RULES)
        held = [
            ConfirmedOutput(output, height=coin.height, is_coinbase=False)
            for output, coin in zip(outputs, spent, strict=True)
        ]
        assert_sequence_locks(parsed, held, height, _SOME_TIME, lambda _: _SOME_TIME)
    except (BTClibException, KeyError):
        return False
    return bool(is_final(parsed, height, _SOME_TIME))


def spenders(script: bytes, owners: dict[str, str], choice: bool | None) -> set[frozenset[str]]:
    """The smallest sets of owners whose signatures the script's bytes ask for, one way through its IF; brute force."""
    names = sorted(set(owners.values()))
    enough = [
        frozenset(chosen)
        for size in range(len(names) + 1)
        for chosen in combinations(names, size)
        if _satisfied(btclib_script.parse(script), owners, set(chosen), choice)
    ]
    return {one for one in enough if not any(other < one for other in enough)}


def _satisfied(
    commands: Sequence[object], owners: dict[str, str], signed: Collection[str], choice: bool | None
) -> bool:
    """Whether every check on the chosen way finds enough signers; locks are taken as passed."""
    stack: list[str] = []
    for text in _way(commands, choice):
        if text.startswith("OP_CHECKMULTISIG"):
            keys = [stack.pop() for _ in range(_small(stack.pop()))]
            if sum(owners[key] in signed for key in keys) < _small(stack.pop()):
                return False
        elif text.startswith("OP_CHECKSIG"):
            if owners[stack.pop()] not in signed:
                return False
        elif text in {"OP_CHECKSEQUENCEVERIFY", "OP_CHECKLOCKTIMEVERIFY"}:
            stack.pop()
        else:
            stack.append(text.lower())
    return True


def _way(commands: Sequence[object], choice: bool | None) -> Iterator[str]:
    """The commands that run when the spender makes this choice."""
    live = True
    for command in commands:
        text = command.hex() if isinstance(command, bytes) else str(command)
        if text in {"OP_IF", "OP_ELSE", "OP_ENDIF"}:
            live = text == "OP_ENDIF" or choice is (text == "OP_IF")
        elif live:
            yield text


def _small(text: str) -> int:
    return int(text.lower().removeprefix("op_"))
