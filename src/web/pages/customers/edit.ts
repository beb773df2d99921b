import { useTranslation } from 'react-i18next';
import { api, useSend } from '../../app/index.ts';
import { toast } from '../../ui/index.ts';

/** Answers that a change of a customer makes stale. */
export const TOUCHED = [
  '/v1/customers',
  '/v1/suggestions',
  '/v1/orders',
  '/v1/purchases',
  '/v1/today',
];

export interface Changed {
  /** Null when nothing was different. */
  change_id: string | null;
}

interface Edit {
  send: () => Promise<Changed | undefined>;
  said: string;
  /** Whose list of changes it stands in, where that is not the customer on the page. */
  of?: (answer: Changed | undefined) => string;
}

/** Changes at once, says so, and offers to take it back. Resolves to whether it worked. */
export function useEdit(id: string, options: { quiet?: boolean } = {}) {
  const { t } = useTranslation('customers');
  const undo = useSend(
    ({ customer, change }: { customer: string; change: string }) =>
      api.post(`/v1/customers/${customer}/changes/${change}/undo`),
    { touches: TOUCHED },
  );
  const edit = useSend(({ send }: Edit) => send(), { touches: TOUCHED, quiet: options.quiet });

  const run = async (what: Edit): Promise<Changed | undefined> => {
    const answer = await edit.mutateAsync(what);
    const change = answer?.change_id;
    const customer = what.of?.(answer) ?? id;
    const takeBack = () =>
      undo.mutate(
        { customer, change: change ?? '' },
        { onSuccess: () => toast({ message: t('page.undone') }) },
      );
    toast({ message: what.said, ...(change && { onUndo: takeBack }) });
    return answer;
  };
  return { run, busy: edit.isPending };
}

/** For handlers that have nothing more to do: the toast has said what went wrong. */
export const said = (promise: Promise<unknown>): void => void promise.catch(() => undefined);
