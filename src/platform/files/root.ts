import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

function find(folder: string): string {
  if (existsSync(join(folder, 'package.json')) && existsSync(join(folder, 'migrations')))
    return folder;
  const up = dirname(folder);
  if (up === folder) throw new Error('the installation has no package.json beside migrations');
  return find(up);
}

/** Where Regulars is installed, from the sources and from the build alike. */
export const installation: string = find(import.meta.dirname);

export function versionOf(root: string = installation): string {
  const text = readFileSync(join(root, 'package.json'), 'utf8');
  return (JSON.parse(text) as { version: string }).version;
}
