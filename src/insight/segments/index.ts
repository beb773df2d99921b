export { clicksOf, textOf } from './builder/builder.ts';
export { asksForecasts } from './compile/sql.ts';
export { explain, type Verdict } from './explain.ts';
export { FIELDS, FUNCTIONS, operatorsOf, type Words } from './fields/index.ts';
export { withPeople, type Asked, type People } from './lens.ts';
export { peopleOf, type Scope } from './people.ts';
export { preview, sizes, type Preview, type Size } from './preview.ts';
export { ANY_DAY, readSegment, type Segment } from './read.ts';
export { READY, type Ready } from './ready.ts';
export { membersOf, rowsOf, type ExportRow, type PersonRow } from './rows.ts';
export {
  archiveSegment,
  changeSegment,
  createSegment,
  findSegment,
  keepSizes,
  listSegments,
  sizesOf,
  versionsOf,
  type Counted,
  type SavedSegment,
  type SegmentSize,
  type SegmentVersion,
} from './store.ts';
export type { Builder } from './schema.ts';
export { segmentWords } from './words.ts';
