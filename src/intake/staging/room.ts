import { freemem } from 'node:os';
import type { DuckConnection } from '../../platform/duckdb/index.ts';

/** What the runner gives is enough for so many rows; what does not fit is spilled to the temporary folder. */
const ROWS_IN_THE_USUAL_ROOM = 2_000_000;
const USUAL_MB = 170;
const MB_A_MILLION_MORE = 30;

/** Megabytes for so many rows. 6.5 million (2.4 GB) were staged with 305 MB in 80 s, and with 590 MB in 110 s. */
export function roomFor(rows: number, freeMb: number): number {
  const more = Math.max(0, rows - ROWS_IN_THE_USUAL_ROOM) / 1_000_000;
  const wanted = USUAL_MB + Math.ceil(more * MB_A_MILLION_MORE);
  return Math.max(USUAL_MB, Math.min(wanted, Math.floor(freeMb / 2)));
}

/** A larger file gets more memory, up to half of what is free. */
export async function makeRoom(duck: DuckConnection, rows: number): Promise<void> {
  const room = roomFor(rows, freemem() / 1_000_000);
  if (room > USUAL_MB) await duck.run(`SET memory_limit = '${room}MB'`);
}
