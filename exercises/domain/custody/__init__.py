"""Real keys of a worthless network: vaults, transactions and signatures that truly fail or truly hold.

Pure functions over text and numbers: the board stores descriptors, PSBT, signature hex and txids. Amounts are
satoshis, heights and locks are blocks. What the game does with them is the business of `exercises.domain.play`.
"""

from __future__ import annotations

from exercises.domain.custody import guard, messages, policies, shares
from exercises.domain.custody.keys import Keyring
from exercises.domain.custody.policies import Coalition, Policy
from exercises.domain.custody.signing import Final, Tally, finalise, sign, tally
from exercises.domain.custody.transactions import Decoded, arrivals, build, decode
from exercises.domain.custody.trees import Path
from exercises.domain.custody.vaults import Coin, Vault, fund, invented_address, new_vault, open_vault

__all__ = [
    "Coalition",
    "Coin",
    "Decoded",
    "Final",
    "Keyring",
    "Path",
    "Policy",
    "Tally",
    "Vault",
    "arrivals",
    "build",
    "decode",
    "finalise",
    "fund",
    "guard",
    "invented_address",
    "messages",
    "new_vault",
    "open_vault",
    "policies",
    "shares",
    "sign",
    "tally",
]
