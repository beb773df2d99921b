export { askedBy, askSegment, presentPeople, shownText, understood, writtenText } from './asked.ts';
export { presentFields, presentSegment, presentVerdict } from './present.ts';
export { segmentSheet } from './sheet.ts';
export {
  ExplainAnswer,
  FieldsAnswer,
  FormatAnswer,
  PreviewAnswer,
  ReadyAnswer,
  SegmentAnswer,
  SegmentBody,
  SegmentChange,
  VersionAnswer,
  WrittenBody,
} from './schema.ts';
