/**
 * npm run torture -- [imports|road] [--kills N] [--seed N] [--touches N]: what must survive `kill -9`. Without a name
 * both, one after the other.
 */
const [which] = process.argv.slice(2).filter((word) => !word.startsWith('--'));
const named = which === 'imports' || which === 'road';
if (named) process.argv.splice(process.argv.indexOf(which), 1);
if (!named || which === 'imports') await import('./imports.ts');
if (!named || which === 'road') await import('./road.ts');
