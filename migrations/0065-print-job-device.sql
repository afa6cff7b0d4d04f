-- Which bound device a job is for (empty: whatever the counter has for its kind), and the job it was rerouted from.
ALTER TABLE print_job ADD COLUMN device TEXT NOT NULL DEFAULT '';
ALTER TABLE print_job ADD COLUMN rerouted_from TEXT;
