import { createWriteStream, type WriteStream } from 'node:fs';
import { once } from 'node:events';
import { finished } from 'node:stream/promises';

/**
 * A file written in passing. A full disk is met between two writes as often as in one: it is kept and
 * thrown at the next, for a stream's error that nobody hears ends the process.
 */
export class Temporary {
  private readonly out: WriteStream;

  constructor(path: string) {
    this.out = createWriteStream(path, { highWaterMark: 1 << 20 });
    this.out.on('error', () => undefined);
  }

  async write(chunk: string | Buffer): Promise<void> {
    if (this.out.errored) throw this.out.errored;
    if (!this.out.write(chunk)) await once(this.out, 'drain');
  }

  async end(): Promise<void> {
    this.out.end();
    await finished(this.out);
  }

  drop(): void {
    this.out.destroy();
  }
}
