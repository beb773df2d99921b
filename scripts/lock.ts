/** `npm run lock`, after a change of dependencies: names the platforms npm left out of the lock file. */
import { readFileSync, writeFileSync } from 'node:fs';
import { missingPlatforms, type Packages } from './platforms.ts';

const lock = JSON.parse(readFileSync('package-lock.json', 'utf8')) as { packages: Packages };
const missing = missingPlatforms(lock.packages);
const all = Object.entries({ ...lock.packages, ...missing });
lock.packages = Object.fromEntries(all.toSorted(([a], [b]) => a.localeCompare(b, 'en')));
writeFileSync('package-lock.json', `${JSON.stringify(lock, null, 2)}\n`);
console.log(`Added ${Object.keys(missing).length} platform packages`);
