-- scope: business
-- What a template's proposer must hand in: [{name, type, label, required, sample}], of that version.
ALTER TABLE template_version ADD COLUMN params jsonb NOT NULL DEFAULT '[]';
