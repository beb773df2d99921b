import { createReadStream } from 'node:fs';
import { mkdir, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { z } from 'zod';
import { ok } from '../../kernel/index.ts';
import { writeAudit } from '../../ledger/audit/index.ts';
import { newSecret } from '../../platform/crypto/index.ts';
import type { AppContext } from '../context.ts';
import { Check, examine } from '../doctor.ts';
import { longEndpoint, type App } from '../endpoint.ts';

export function routes(app: App, ctx: AppContext): void {
  longEndpoint(app, ctx, {
    method: 'get',
    path: '/v1/system',
    tag: 'system',
    summary: 'Whether everything is well',
    permission: 'system.read',
    answer: z.object({ version: z.string(), checks: z.array(Check) }),
    run: async () => ok({ version: ctx.version, checks: await examine(ctx) }),
  });

  longEndpoint(app, ctx, {
    method: 'get',
    path: '/v1/backup',
    tag: 'system',
    summary: 'Everything in one file: personal data and keys',
    permission: 'system.change',
    media: 'application/octet-stream',
    run: async ({ actor, now }) => {
      const { backup } = await import('../../ledger/backup/index.ts');
      const folder = join(ctx.dataDir, 'uploads');
      await mkdir(folder, { recursive: true, mode: 0o700 });
      const path = join(folder, `backup-${newSecret().slice(0, 12)}`);
      // Beside the data first: a slow download must not hold a snapshot of the database open.
      const report = await backup(ctx.db, path, { now });
      await writeAudit(
        ctx.db,
        { action: 'backup.made', ...actor, details: { rows: report.rows } },
        now,
      );
      const file = createReadStream(path).on('close', () => void rm(path, { force: true }));
      const { size } = await stat(path);
      const name = `regulars-${now.toISOString().slice(0, 10)}.backup`;
      const headers = {
        'content-type': 'application/octet-stream',
        'content-length': String(size),
        'content-disposition': `attachment; filename="${name}"`,
      };
      return ok(new Response(Readable.toWeb(file) as ReadableStream, { headers }));
    },
  });
}
