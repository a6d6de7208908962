"""One hash of content, for scenarios, runs and studies."""

from __future__ import annotations

import hashlib
import json

HASH_LENGTH = 16


def content_hash(content: object) -> str:
    """Return the first 16 hexadecimal digits of the SHA-256 of plain data."""
    text = json.dumps(content, sort_keys=True, default=str, ensure_ascii=False)
    return hashlib.sha256(text.encode("utf-8")).hexdigest()[:HASH_LENGTH]
