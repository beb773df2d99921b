export { guessKind, guessMapping, type Guess, type Samples } from './guess.ts';
export { KINDS } from './names.ts';
export { recognise, type Recognised } from './recognise.ts';
