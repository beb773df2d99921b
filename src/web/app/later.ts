import { useEffect, useState } from 'react';

/** The value once it has rested: one question for a word typed or a change made, not one for each letter. */
export function useLater<Value>(value: Value, ms = 250): Value {
  const [later, setLater] = useState(value);
  useEffect(() => {
    const timer = setTimeout(() => setLater(value), ms);
    return () => clearTimeout(timer);
  }, [value, ms]);
  return later;
}
