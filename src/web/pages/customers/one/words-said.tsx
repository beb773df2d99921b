import { Quote } from '../../../ui/index.ts';

/** What somebody said or wrote, if anything. */
export const Words = ({ children }: { children: string }) =>
  children ? <Quote>{children}</Quote> : null;
