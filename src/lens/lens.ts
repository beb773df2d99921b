import { createHash, randomUUID } from 'node:crypto';
import { existsSync, mkdirSync } from 'node:fs';
import { totalmem } from 'node:os';
import type { Columns, DuckConnection, DuckParam } from '../platform/duckdb/index.ts';
import type { Db, Tx } from '../platform/postgres/index.ts';
import { markOf, setAside, type Aside } from './aside.ts';
import { build, type Work } from './build.ts';
import { catchUp } from './catch-up.ts';
import { macroStatements } from './definitions/index.ts';
import { openFile, replaceFile, type FileOptions, type LensFile } from './file.ts';
import { openLedger, sameSettings, type Ledger } from './ledger.ts';
import { MOVED, movedSince, type Moved } from './moved.ts';
import { personRows } from './person-rows.ts';
import { openReaders, type Readers } from './readers.ts';
import { shared } from './shared.ts';
import { countErased, readState, type State } from './state.ts';
import { TABLES } from './tables.ts';
import { DEFAULT_THRESHOLDS, thresholdTable } from './thresholds/index.ts';
import { KEPT } from './keeps.ts';
import { bring, rowsOf, type Everyone, type Kept, type KeptName } from './kept.ts';

export interface Log {
  info(text: string): void;
  warn(text: string): void;
}

export interface LensOptions {
  db: Db;
  /** Where its files stand; they may be deleted at any moment. */
  dir: string;
  /** The business's key: a business has its own files. */
  business: string;
  log: Log;
  threads?: number;
  memoryLimit?: string;
  /** Fewer changed keys than this never make it read a whole table (1000). */
  reloadAbove?: number | undefined;
  /** When everyone's kept rows are made anew, not only those of the touched. */
  everyone?: Everyone | undefined;
}

export interface Read {
  <T = Record<string, unknown>>(sql: string, params?: readonly DuckParam[]): Promise<T[]>;
  /** For hundreds of thousands of rows of numbers: every column is a DOUBLE. */
  columns(sql: string, params?: readonly DuckParam[]): Promise<Columns>;
}

const readOn = (connection: DuckConnection): Read =>
  Object.assign(connection.all, { columns: connection.columns });

export interface Lens {
  /** Sees everything committed before the call. Concurrent callers share the work. */
  catchUp(): Promise<void>;
  /** Catches up, then answers. */
  read: Read;
  /** Catches up (and turns `trait` to that day, if one is given), then several questions over one state of the lens. */
  view<T>(ask: (read: Read) => Promise<T>, day?: string): Promise<T>;
  /**
   * Catches up, and brings a kept table (`trait`, a row a person; `sale`, a row a purchase) to the end of
   * that day ('YYYY-MM-DD'): everyone when the day turned, else whoever was touched since. The lens reads
   * no clock, so whoever asks says the day.
   */
  turnTo(day: string, kept?: KeptName): Promise<void>;
  /** The same for each of them that somebody asked for since the start. */
  turnOn(day: string): Promise<void>;
  /**
   * Keeps what was worked out from the mirror, as rows of `memory.main.<name>`, until the process ends or
   * the file is replaced: whoever reads it must be ready not to find it.
   */
  remember(name: string, columns: Columns): Promise<void>;
  forget(name: string): Promise<void>;
  /** The same, made by a statement, with a mark that `asideAs` tells while it is there. */
  setAside(aside: Aside): Promise<void>;
  asideAs(name: string): Promise<string | undefined>;
  /** Whose purchases may be others since `at` of an earlier answer: whoever set rows a person aside makes those anew. */
  moved(since: number | undefined): Promise<Moved>;
  rebuild(): Promise<void>;
  /** The ledger this lens mirrors, and its own shape; empty before the first catch-up. */
  readonly epoch: string;
  /** The currency reports are asked in, as the ledger's settings say. */
  readonly reportingCurrency: string | null;
  close(): Promise<void>;
}

const NEVER = { day: '', money_in: null };

/** Another shape of the lens is another epoch: the file of an older version is rebuilt. */
const VERSION = createHash('sha256')
  .update(
    JSON.stringify([
      ...[TABLES, macroStatements(), personRows(''), thresholdTable(DEFAULT_THRESHOLDS), MOVED],
      ...KEPT.flatMap((kept) => rowsOf(kept).map(({ name, text }) => [name, text('', NEVER)])),
    ]),
  )
  .digest('hex')
  .slice(0, 12);

const SNAPSHOT = { isolation: 'repeatable read', readOnly: true } as const;
/** Customers of a lens that is rebuilt in about three seconds. */
const SMALL = 50_000;
const PRUNE_EVERY_MS = 60_000;
/** A lens that only reads must still be known to be alive. */
const SEEN_EVERY_MS = 3_600_000;

class OpenLens implements Lens {
  readonly #options: LensOptions;
  readonly #fileOptions: FileOptions;
  #ledger: Ledger;
  #file: LensFile;
  #writer: DuckConnection;
  #readers: Readers;
  #state: State | undefined;
  #prunedAt = 0;
  #seenAt = 0;
  #reader: string | undefined;
  #mustBuild = false;
  /** The day each kept table was asked for, until a run has taken it up; and the last one it stood at. */
  #asked = new Map<KeptName, string>();
  #turned = new Map<KeptName, string>();
  #bare = false;
  #closing: Promise<void> | undefined;
  readonly #shared = shared(() => this.#bringUp());
  readonly #turning = shared(() => this.#turn());

  constructor(options: LensOptions, fileOptions: FileOptions, ledger: Ledger, file: LensFile) {
    this.#options = options;
    this.#fileOptions = fileOptions;
    this.#ledger = ledger;
    this.#file = file;
    this.#writer = file.duck;
    this.#readers = openReaders(file.duck);
  }

  async start(): Promise<void> {
    this.#state = await readState(this.#writer).catch(() => undefined);
    this.#reader = this.#state?.reader;
    if (this.#state === undefined) return;
    const { erased } = await countErased(this.#writer).catch(() => ({ erased: Infinity }));
    this.#mustBuild = erased > this.#state.erased;
  }

  get epoch(): string {
    return this.#state?.epoch ?? '';
  }

  get reportingCurrency(): string | null {
    return this.#state?.reporting ?? null;
  }

  catchUp = async (): Promise<void> => {
    if (this.#closing !== undefined) throw new Error('the lens is closed');
    await this.#shared.ask();
  };

  async #using<T>(ask: (connection: DuckConnection) => Promise<T>): Promise<T> {
    await this.catchUp();
    return this.#readers.use(ask);
  }

  read: Read = Object.assign(
    <T>(sql: string, params?: readonly DuckParam[]) =>
      this.#using((connection) => connection.all<T>(sql, params)),
    {
      columns: (sql: string, params?: readonly DuckParam[]) =>
        this.#using((connection) => connection.columns(sql, params)),
    },
  ) as Read;

  async remember(name: string, columns: Columns): Promise<void> {
    const typed = Object.keys(columns).map((column) => `${column} DOUBLE`);
    await this.#using(async (connection) => {
      await connection.run(`CREATE TABLE IF NOT EXISTS memory.main.${name} (${typed.join(', ')})`);
      await connection.append({ name, catalog: 'memory' }, columns);
    });
  }

  async forget(name: string): Promise<void> {
    await this.#using((connection) => connection.run(`DROP TABLE IF EXISTS memory.main.${name}`));
  }

  async setAside(aside: Aside): Promise<void> {
    await this.#using((connection) => setAside(connection, aside));
  }

  asideAs(name: string): Promise<string | undefined> {
    return this.#using((connection) => markOf(connection, name));
  }

  moved(since: number | undefined): Promise<Moved> {
    return movedSince(this.read, since);
  }

  async view<T>(ask: (read: Read) => Promise<T>, day?: string): Promise<T> {
    await (day === undefined ? this.catchUp() : this.turnTo(day));
    return this.#readers.use(async (connection) => {
      await connection.run('BEGIN TRANSACTION READ ONLY');
      try {
        return await ask(readOn(connection));
      } finally {
        await connection.run('ROLLBACK').catch(() => undefined);
      }
    });
  }

  async turnTo(day: string, kept: KeptName = 'trait'): Promise<void> {
    if (!/^\d{4}-\d{2}-\d{2}$/.test(day)) throw new Error(`not a day: ${day}`);
    this.#asked.set(kept, day);
    await this.catchUp();
    await this.#turning.ask();
  }

  async turnOn(day: string): Promise<void> {
    await Promise.all([...this.#turned.keys()].map((kept) => this.turnTo(day, kept)));
  }

  async rebuild(): Promise<void> {
    this.#mustBuild = true;
    await this.catchUp();
  }

  async close(): Promise<void> {
    this.#closing ??= Promise.all([this.#shared.settled(), this.#turning.settled()])
      .then(() => this.#readers.close())
      .then(() => this.#file.close());
    await this.#closing;
  }

  async #bringUp(): Promise<void> {
    // Deleted under us: what is open would still answer, and leave nothing for the next start.
    if (!existsSync(this.#file.path)) await this.#startOver();
    try {
      await this.#step();
    } catch (error) {
      if (!isDamage(error)) throw error;
      this.#options.log.warn(
        `lens: ${String(error).split('\n')[0]}; rebuilding ${this.#file.path}`,
      );
      await this.#startOver();
      await this.#step();
    }
  }

  async #step(): Promise<void> {
    await this.#follow();
    if (!this.#bare) return;
    // A lens built anew keeps nothing yet, and a reader who had asked for it may just be about to read.
    for (const kept of KEPT) {
      const day = this.#turned.get(kept.name);
      if (day !== undefined) await this.#bring(this.#writer, kept, day);
    }
    this.#bare = false;
  }

  /** On a connection of its own: whoever only catches up need not wait for everyone's rows. */
  async #turn(): Promise<void> {
    // Taken before looking: who asks for a day during a run gets the next one.
    const asked = this.#asked;
    this.#asked = new Map();
    for (const kept of KEPT) {
      const day = asked.get(kept.name);
      if (day === undefined) continue;
      this.#turned.set(kept.name, day);
      await this.#turnOne(kept, day);
    }
  }

  /** Again, if the file was replaced meanwhile, or is damaged and must be. */
  async #turnOne(kept: Kept, day: string): Promise<void> {
    for (;;) {
      const file = this.#file;
      try {
        await this.#readers.use((connection) => this.#bring(connection, kept, day));
        if (file === this.#file) return;
      } catch (error) {
        if (file === this.#file && !isDamage(error)) throw error;
        this.#mustBuild ||= file === this.#file;
      }
      await this.catchUp();
    }
  }

  #bring(connection: DuckConnection, kept: Kept, day: string): Promise<void> {
    return bring(connection, kept, day, this.reportingCurrency, this.#options.everyone);
  }

  async #startOver(): Promise<void> {
    const { duck } = this.#file;
    const readers = this.#readers;
    this.#file = await replaceFile(this.#file, this.#fileOptions);
    this.#writer = this.#file.duck;
    this.#readers = openReaders(this.#file.duck);
    this.#state = undefined;
    void readers.close().then(() => duck.close());
  }

  async #follow(): Promise<void> {
    const { db } = this.#options;
    if (this.#state === undefined || this.#mustBuild) return this.#build();
    const standing = await this.#ledger.standing(db, this.#state);
    if (standing.epoch !== this.#state.epoch || !standing.follows) return this.#build();
    if (standing.changed || !sameSettings(standing, this.#state)) return this.#advance(this.#state);
    await this.#alive();
  }

  #work(): Work {
    const { tempDir } = this.#file;
    // Whoever tidies the folder may take it away.
    mkdirSync(tempDir, { recursive: true, mode: 0o700 });
    const { reloadAbove = 1000 } = this.#options;
    return { ledger: this.#ledger, duck: this.#writer, tempDir, reloadAbove };
  }

  async #advance(state: State): Promise<void> {
    const next = await this.#options.db.tx((tx: Tx) => catchUp(tx, this.#work(), state), SNAPSHOT);
    if (next === undefined) return this.#build();
    this.#state = next;
    const { erased, customers } = await countErased(this.#writer);
    // Whoever was erased must not be found in the file either. A large lens waits for the next start.
    if (erased > next.erased && customers <= SMALL) return this.#build();
    await this.#tell();
  }

  async #build(): Promise<void> {
    const from = performance.now();
    if (this.#state !== undefined) await this.#startOver();
    // The same name again where there was one, or the log would wait a day for a reader that is gone.
    const reader = (this.#reader ??= randomUUID());
    this.#mustBuild = false;
    await this.#ledger.register(reader);
    this.#bare = true;
    this.#state = await this.#options.db.tx((tx: Tx) => build(tx, this.#work(), reader), SNAPSHOT);
    this.#options.log.info(`lens: built in ${Math.round(performance.now() - from)} ms`);
    await this.#tell();
  }

  /** Tells the ledger how far we are, after our own commit: a crash between the two only repeats work. */
  async #tell(): Promise<void> {
    if (this.#state === undefined) return;
    await this.#ledger.seen(this.#state);
    this.#seenAt = performance.now();
    if (this.#prunedAt !== 0 && performance.now() - this.#prunedAt < PRUNE_EVERY_MS) return;
    this.#prunedAt = performance.now();
    await this.#ledger.prune();
  }

  async #alive(): Promise<void> {
    if (this.#seenAt === 0 || performance.now() - this.#seenAt > SEEN_EVERY_MS) await this.#tell();
  }
}

const GB = 2 ** 30;

/** A quarter of the machine, from one gigabyte to four: with one, everyone's traits of a million took four times as long. */
const roomHere = (): string =>
  `${Math.round(Math.min(4 * GB, Math.max(GB, totalmem() / 4)) / 2 ** 20)}MiB`;

/** The file itself is at fault, or the engine gave it up: a new one mends it. */
const isDamage = (error: unknown): boolean =>
  /corrupt|checksum|invalidated|FATAL Error|INTERNAL Error|not a valid DuckDB|Serialization Error/i.test(
    String(error),
  );

/**
 * The ledger in columns. It catches up before it answers, and is rebuilt whenever it cannot.
 *
 * @example
 * const lens = await openLens({ db, dir: join(dataDir, 'lens'), business: 'main', log });
 * const rows = await lens.read('FROM overview(CAST($1 AS DATE), NULL, NULL)', ['2011-12-09']);
 */
export async function openLens(options: LensOptions): Promise<Lens> {
  const { db, dir, business, threads = 2, memoryLimit = roomHere() } = options;
  if (!/^[A-Za-z0-9_-]+$/.test(business)) throw new Error(`not a business key: ${business}`);
  const fileOptions: FileOptions = { dir, business, threads, memoryLimit };
  const ledger = await openLedger(db, VERSION);
  const file = await openFile(fileOptions);
  const lens = new OpenLens(options, fileOptions, ledger, file);
  await lens.start();
  return lens;
}
