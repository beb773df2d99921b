import { useEffect, useState } from 'react';
import { Grow, SearchField } from '../ui/index.ts';
import { useAddress } from './address-bar.ts';
import { useLater } from './later.ts';

/**
 * A search that stands in the address as `search`. Whoever shows it gives it another key when the address is
 * emptied by something else, so that it follows.
 */
export function SearchBox({ label, placeholder }: { label: string; placeholder: string }) {
  const { search, set } = useAddress();
  const [typed, setTyped] = useState(search['search'] ?? '');
  const rested = useLater(typed.trim());
  useEffect(() => {
    if (rested !== (search['search'] ?? '')) set({ search: rested }, { replace: true });
    // Only what was typed may move the address; the address moving is handled by the key.
    // oxlint-disable-next-line react/exhaustive-deps
  }, [rested]);
  return (
    <Grow>
      <SearchField label={label} placeholder={placeholder} value={typed} onChange={setTyped} />
    </Grow>
  );
}
