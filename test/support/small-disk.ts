import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

export interface SmallDisk {
  path: string;
  resize(megabytes: number): void;
  remove(): void;
}

/** A real disk of so many megabytes; nothing where mounting is not allowed (no root, no CAP_SYS_ADMIN, no Linux). */
export function smallDisk(megabytes: number): SmallDisk | undefined {
  const path = mkdtempSync(join(tmpdir(), 'small disk '));
  const mount = (options: string): void =>
    void execFileSync('mount', ['-t', 'tmpfs', '-o', options, 'tmpfs', path], { stdio: 'pipe' });
  try {
    mount(`size=${megabytes}m,mode=0711`);
  } catch {
    rmSync(path, { recursive: true, force: true });
    return undefined;
  }
  return {
    path,
    resize: (size) => mount(`remount,size=${size}m`),
    remove: () => {
      // Lazily: an engine that was killed may hold a file of it for a moment.
      execFileSync('umount', ['-l', path]);
      rmSync(path, { recursive: true, force: true });
    },
  };
}
