COMMENT ON TABLE mutations IS
  'The idempotency ledger: what was answered to a mutation, for ever. An id is one mutation of one person, whichever of her devices sends it.';
