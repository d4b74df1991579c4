ALTER TABLE undo_steps ADD COLUMN answers TEXT CHECK (json_valid(answers));
