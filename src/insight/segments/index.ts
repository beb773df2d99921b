export { ANY_DAY, readSegment, type Segment } from './read.ts';
