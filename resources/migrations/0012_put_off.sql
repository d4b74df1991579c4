-- What she has said she decides later, and what it was then.
CREATE TABLE put_off (
  item TEXT PRIMARY KEY NOT NULL, content TEXT NOT NULL, at INTEGER NOT NULL
) STRICT;
