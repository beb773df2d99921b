import { useTranslation } from 'react-i18next';
import { api, ApiProblem, useSend } from '../../app/index.ts';
import { toast } from '../../ui/index.ts';
import type { Touch } from './model.ts';

export type Act = 'cancel' | 'retry' | 'arrived' | 'not_arrived';

interface Sent {
  touch: Pick<Touch, 'id' | 'customer_id' | 'valid_until'>;
  act: Act;
}

const AGAIN_DAYS = 7;

/** Whose time is over needs a new one. */
const validity = (until: string): object =>
  Date.parse(until) > Date.now()
    ? {}
    : { valid_until: new Date(Date.now() + AGAIN_DAYS * 86_400_000).toISOString() };

const post = ({ touch, act }: Sent): Promise<Touch> => {
  const path = `/v1/touches/${touch.id}`;
  if (act === 'cancel') return api.post(`${path}/cancel`);
  if (act === 'retry') return api.post(`${path}/retry`, validity(touch.valid_until));
  return api.post(`${path}/resolve`, { was: act === 'arrived' ? 'sent' : 'not_sent' });
};

/** What takes it back: what is on its way can be cancelled, what was cancelled can be brought back. */
const UNDO: Partial<Record<Act, Act>> = {
  cancel: 'retry',
  retry: 'cancel',
  not_arrived: 'cancel',
};

/** Done at once and said, with a way back where there is one. */
export function useAct(customer: string) {
  const { t } = useTranslation('messages');
  const send = useSend(post, {
    touches: ['/v1/touches', `/v1/customers/${customer}`],
    quiet: true,
  });
  const run = async (what: Sent): Promise<void> => {
    try {
      await send.mutateAsync(what);
      const back = UNDO[what.act];
      const undo = back && (() => void run({ ...what, act: back }));
      toast({ message: t(`done.${what.act}`), ...(undo && { onUndo: undo }) });
    } catch (error) {
      const late = error instanceof ApiProblem && error.code === 'touch_state';
      const message = error instanceof Error ? error.message : '';
      toast({ message: late ? t('too_late') : message, tone: 'bad' });
    }
  };
  return { run: (what: Sent) => void run(what), busy: send.isPending };
}
