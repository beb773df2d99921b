import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useGet, type List, useLater } from '../../app/index.ts';
import {
  Button,
  ErrorState,
  Loading,
  Row,
  SearchField,
  Soft,
  Spoken,
  Stack,
} from '../../ui/index.ts';
import { placeOf, type CustomerRow } from './model.ts';
import { useCallName } from './name.ts';

/** Finds one customer: type, then choose. */
export function PickCustomer(props: { without?: string; onPick: (row: CustomerRow) => void }) {
  const { t } = useTranslation('customers');
  const [typed, setTyped] = useState('');
  const search = useLater(typed.trim());
  const { data, error, isFetching } = useGet<List<CustomerRow>>(
    '/v1/customers',
    { search, limit: 8 },
    { enabled: search !== '' },
  );
  const rows = (data?.data ?? []).filter(({ id }) => id !== props.without);
  return (
    <Stack>
      <SearchField
        label={t('pick.search')}
        placeholder={t('pick.hint')}
        value={typed}
        onChange={setTyped}
      />
      {error && <ErrorState error={error} />}
      {search === '' && <Soft>{t('pick.start')}</Soft>}
      {search !== '' && !data && isFetching && <Loading lines={3} />}
      {search !== '' && data && rows.length === 0 && <Soft>{t('pick.none')}</Soft>}
      {search !== '' && rows.map((row) => <Found key={row.id} row={row} onPick={props.onPick} />)}
    </Stack>
  );
}

function Found(props: { row: CustomerRow; onPick: (row: CustomerRow) => void }) {
  const { row, onPick } = props;
  const { t } = useTranslation('customers');
  const callName = useCallName();
  const name = callName(row);
  const about = [row.nick !== name && row.nick, row.phone, placeOf(row)];
  return (
    <Row spread gap={1}>
      <Stack gap={0}>
        <strong>{name}</strong>
        <Soft small>
          {[...about, t('purchases', { count: row.orders })].filter(Boolean).join(' · ')}
        </Soft>
      </Stack>
      <Button size="small" onClick={() => onPick(row)}>
        {t('pick.choose')}
        <Spoken>{name}</Spoken>
      </Button>
    </Row>
  );
}
