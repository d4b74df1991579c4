-- How people met are reached, in organisations whose setting contact_identity is "named"; the push route refuses it elsewhere.
ALTER TABLE contacts
  ADD COLUMN phone text CHECK (length(phone) <= 20),
  ADD COLUMN email text CHECK (length(email) <= 120);
