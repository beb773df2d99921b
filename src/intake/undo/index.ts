export { undoBatch } from './undo.ts';
