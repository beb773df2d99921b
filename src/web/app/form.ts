import { useState } from 'react';
import { ApiProblem } from './api.ts';

type Errors<Values> = Partial<Record<keyof Values, string>>;

/** `/email` is the field email's. */
function errorsOf<Values extends object>(problem: ApiProblem, values: Values): Errors<Values> {
  const all = problem.errors.length
    ? problem.errors
    : [{ detail: problem.message, pointer: problem.pointer ?? '' }];
  const fields = all.map(({ detail, pointer }) => [pointer.split('/')[1] ?? '', detail] as const);
  return Object.fromEntries(fields.filter(([field]) => field in values)) as Errors<Values>;
}

/**
 * A form whose judge is the server: what it refuses is shown at the field it names, the rest above.
 * `submit` may return what the form holds next. `field('email')` gives value, onChange, error and name.
 */
export function useForm<Values extends object>(
  initial: Values,
  submit: (values: Values) => Promise<Values | undefined | void>,
) {
  const [values, setValues] = useState(initial);
  const [errors, setErrors] = useState<Errors<Values>>({});
  const [failure, setFailure] = useState<string>();
  const [busy, setBusy] = useState(false);

  const set = <Key extends keyof Values>(key: Key, value: Values[Key]) => {
    setValues((before) => ({ ...before, [key]: value }));
    setErrors((before) => ({ ...before, [key]: undefined }));
  };

  const send = async () => {
    if (busy) return;
    setBusy(true);
    setFailure(undefined);
    try {
      const next = await submit(values);
      if (next) setValues(next);
    } catch (error) {
      const named = error instanceof ApiProblem ? errorsOf(error, values) : {};
      setErrors(named);
      if (!Object.keys(named).length) setFailure(error instanceof Error ? error.message : '');
    } finally {
      setBusy(false);
    }
  };

  const field = <Key extends keyof Values & string>(key: Key) => ({
    ...{ name: key, value: values[key], error: errors[key] },
    onChange: (value: Values[Key]) => set(key, value),
  });

  const onSubmit = (event: { preventDefault: () => void }) => {
    event.preventDefault();
    void send();
  };

  return { values, set, field, onSubmit, failure, busy };
}
