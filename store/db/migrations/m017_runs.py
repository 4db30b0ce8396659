"""How runs ended and until when they are counted; what a person says about one source: leave it, or how often."""

SCRIPT = """
ALTER TABLE runs ADD COLUMN ended TEXT CHECK (ended IN ('finished', 'stopped', 'killed'));
ALTER TABLE runs ADD COLUMN counted TEXT;
UPDATE runs SET ended = CASE WHEN exit_code IS NULL THEN 'stopped' ELSE 'finished' END, counted = finished
  WHERE finished IS NOT NULL;
CREATE INDEX runs_open ON runs(id) WHERE ended IS NULL;
ALTER TABLE sources ADD COLUMN paused TEXT;
ALTER TABLE sources ADD COLUMN every_minutes INTEGER;
"""
