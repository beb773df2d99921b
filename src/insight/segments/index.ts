export { builderOf, textOf } from './builder/builder.ts';
export { peopleOf, type Scope } from './people.ts';
export { ANY_DAY, readSegment, type Segment } from './read.ts';
export { READY, type Ready } from './ready.ts';
export { Builder } from './schema.ts';
