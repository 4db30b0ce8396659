"""What failed, for programs: a code beside the sentence for a person.

Until then only the sentence told that a site's robots.txt said no.
"""

SCRIPT = """
ALTER TABLE sources ADD COLUMN trouble_code TEXT;
ALTER TABLE failures ADD COLUMN code TEXT;
UPDATE sources SET trouble_code = 'robots_denied' WHERE instr(trouble, 'robots.txt');
UPDATE sources SET trouble_code = 'repaired' WHERE trouble NOT NULL AND failures = 0 AND status IN (200, 304);
UPDATE sources SET trouble_code = 'gone' WHERE instr(disabled_why, 'it answered 410 Gone') = 1;
"""
