import { sentence, type Language, type Problem } from '../kernel/index.ts';

export const say = (text: string): void => void process.stdout.write(`${text}\n`);
export const tell = (text: string): void => void process.stderr.write(`${text}\n`);

/** Exit code 1: it could not be done, and here is why. */
export function explain(problem: Problem & { detail?: string }, language: Language): number {
  tell(problem.detail ?? sentence(problem, language));
  return 1;
}
