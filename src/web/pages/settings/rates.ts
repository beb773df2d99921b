import { useTranslation } from 'react-i18next';
import { api, useGet, useSend } from '../../app/index.ts';
import { toast, useFormats } from '../../ui/index.ts';

export interface Rate {
  currency: string;
  day: string;
  rate: number;
}

export interface Rates {
  reporting_currency: string | null;
  currencies: string[];
  first_day: string | null;
  data: Rate[];
}

const PATH = '/v1/rates';
const TOUCHES = [PATH, '/v1/today', '/v1/reports', '/v1/customers'];

export const useRates = () => useGet<Rates>(PATH);

/** Entering, changing and removing; all of it can be undone. */
export function useRateChanges(reporting: string | null) {
  const { t } = useTranslation('goods');
  const { day: words } = useFormats();
  const put = useSend((rate: Rate) => api.put<Rate & { before: number | null }>(PATH, rate), {
    ...{ touches: TOUCHES, quiet: true },
  });
  const drop = useSend(({ currency, day }: Rate) => api.delete(`${PATH}/${currency}/${day}`), {
    touches: TOUCHES,
  });
  const choose = useSend(
    (currency: string | null) => api.patch(PATH, { reporting_currency: currency }),
    { touches: TOUCHES },
  );
  const enter = async (rate: Rate) => {
    const { before } = await put.mutateAsync(rate);
    const said = { ...rate, reporting, day: words(rate.day) };
    const undo = () =>
      before === null ? drop.mutate(rate) : put.mutate({ ...rate, rate: before });
    toast({ message: t('currencies.entered', said), onUndo: undo });
  };
  const remove = (rate: Rate) => {
    const message = t('currencies.removed', { ...rate, day: words(rate.day) });
    drop.mutate(rate, { onSuccess: () => toast({ message, onUndo: () => put.mutate(rate) }) });
  };
  const report = (currency: string | null) =>
    choose.mutate(currency, {
      onSuccess: () =>
        toast({
          message: currency ? t('currencies.chosen', { currency }) : t('currencies.unchosen'),
          onUndo: () => choose.mutate(reporting),
        }),
    });
  return { enter, remove, report };
}
