import { rmSync } from 'node:fs';
import type { Plan } from '../../intake/index.ts';
import type { ShopInput } from '../../ledger/shops/index.ts';
import type { Upload } from '../../platform/files/index.ts';
import { newSecret } from '../../platform/crypto/index.ts';
import type { Chosen, Look } from './look.ts';
import type { Check } from './check.ts';

/** An uploaded file and what has been chosen for it, until it is started. In memory: the file itself goes with a restart. */
export interface Draft {
  id: string;
  file: Upload & { name: string };
  /** Whose it is; nobody else's. */
  actor: string;
  shopId: number | undefined;
  newShop: ShopInput | undefined;
  source: string | undefined;
  mapping: Chosen['mapping'];
  options: Plan['options'];
  look: Look;
  madeAt: Date;
  batchId: number | undefined;
  check: Check | undefined;
}

export const DRAFT_PREFIX = 'upl_';
const KEPT_MS = 24 * 3_600_000;

export interface Drafts {
  add(draft: Omit<Draft, 'id' | 'batchId' | 'check'>): Draft;
  find(id: string): Draft | undefined;
  ofBatch(batchId: number): Draft | undefined;
  /** The file goes; the draft stays known a while, so that its old address leads to the import. */
  dropFile(draft: Draft): void;
  close(): void;
}

const dropFile = (draft: Draft): void => rmSync(draft.file.path, { force: true });

export function openDrafts(): Drafts {
  const drafts = new Map<string, Draft>();
  const forgetOld = (now: Date): void => {
    for (const [id, draft] of drafts) {
      if (now.getTime() - draft.madeAt.getTime() < KEPT_MS) continue;
      dropFile(draft);
      drafts.delete(id);
    }
  };
  return {
    dropFile,
    add(made) {
      forgetOld(made.madeAt);
      const draft = { ...made, id: newSecret(DRAFT_PREFIX), batchId: undefined, check: undefined };
      drafts.set(draft.id, draft);
      return draft;
    },
    find: (id) => drafts.get(id),
    ofBatch: (batchId) => [...drafts.values()].find((draft) => draft.batchId === batchId),
    close() {
      for (const draft of drafts.values()) dropFile(draft);
    },
  };
}
