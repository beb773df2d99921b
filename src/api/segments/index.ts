export { askedBy, askSegment, presentPeople, shownText, understood, writtenText } from './asked.ts';
export { presentFields, presentSegment, presentVerdict } from './present.ts';
export { segmentSheet } from './sheet.ts';
