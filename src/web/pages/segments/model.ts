/** What the API answers about segments, as these pages read it. */
import type { z } from 'zod';
import type {
  ExplainAnswer,
  FieldAnswer,
  FieldsAnswer,
  FormatAnswer,
  FunctionAnswer,
  Person as PersonAnswer,
  PreviewAnswer,
  ReadyAnswer,
  SegmentAnswer,
  VersionAnswer,
} from '../../../api/segments/schema.ts';

export type { Builder, Condition, Match, PlainValue } from '../../../insight/segments/schema.ts';

export type Segment = z.output<typeof SegmentAnswer>;
export type Written = z.output<typeof FormatAnswer>;
export type Preview = z.output<typeof PreviewAnswer>;
export type Person = z.output<typeof PersonAnswer>;
export type Explained = z.output<typeof ExplainAnswer>;
export type Ready = z.output<typeof ReadyAnswer>;
export type Version = z.output<typeof VersionAnswer>;
export type Catalogue = z.output<typeof FieldsAnswer>;
export type Field = z.output<typeof FieldAnswer>;
export type Call = z.output<typeof FunctionAnswer>;
export type Parameter = Call['parameters'][number];
