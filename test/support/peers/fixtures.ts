import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/** Signatures that the vendors' own kits made (test/fixtures/README.md). */
export const signatures = JSON.parse(
  readFileSync(join(import.meta.dirname, '../../fixtures/outreach/signatures.json'), 'utf8'),
) as Record<'tencent_tc3' | 'alibaba_v3' | 'twilio_status_callback', Record<string, never>>;
