export { believed } from './believe.ts';
export { follow } from './click.ts';
export {
  linksFor,
  openLink,
  shortLinkOf,
  touchOfOpen,
  touchOfToken,
  type LinkMaker,
} from './links.ts';
export { firstTime, obey } from './obey.ts';
export { countOpen } from './open.ts';
export { shorten } from './shorten.ts';
