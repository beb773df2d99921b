export { believed } from './believe.ts';
export { follow } from './click.ts';
export { linksFor, shortLinkOf, touchOfToken, type LinkMaker } from './links.ts';
export { firstTime, obey } from './obey.ts';
export { shorten } from './shorten.ts';
