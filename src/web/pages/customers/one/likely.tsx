import type { Customer } from '../model.ts';
import { SuggestionCard } from '../suggestion.tsx';

/** Who this customer may also be. */
export const Likely = ({ customer }: { customer: Customer }) =>
  customer.suggestions.map((suggestion) => (
    <SuggestionCard key={suggestion.id} suggestion={suggestion} hide={customer.id} />
  ));
