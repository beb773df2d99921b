export { Statement } from '../statement.ts';
