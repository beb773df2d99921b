import { useTranslation } from 'react-i18next';
import { api, useMay } from '../../../app/index.ts';
import { Badge, Button, Row, Stack } from '../../../ui/index.ts';
import { said, useEdit, type Changed } from '../edit.ts';
import type { FieldChange } from '../model.ts';
import { useChangeWords } from './words.ts';

/** Derived from another field, or said by the title already. */
const UNTOLD = ['climate_zone', 'profile', 'order', 'tag'];

/** What was changed from what to what, and the way back. */
export function ChangeBody(props: {
  customer: string;
  id: string;
  changes: FieldChange[];
  undone: boolean;
}) {
  const { customer, id, changes, undone } = props;
  const { t } = useTranslation('customers');
  const { fieldName, valueText } = useChangeWords();
  const may = useMay('customers.edit');
  const { run, busy } = useEdit(customer);
  const path = `/v1/customers/${customer}/changes/${id}/undo`;
  const undo = () =>
    said(
      run({ send: () => api.post<Changed>(path).then(() => undefined), said: t('page.undone') }),
    );
  return (
    <Stack gap={0.5}>
      <ul>
        {changes
          .filter(({ field }) => !UNTOLD.includes(field))
          .map((change) => (
            <li key={`${change.field} ${change.name}`}>
              {t('timeline.change_line', {
                field: fieldName(change),
                before: valueText(change.before),
                after: valueText(change.after),
              })}
            </li>
          ))}
      </ul>
      <Row>
        {undone ? (
          <Badge>{t('timeline.is_undone')}</Badge>
        ) : (
          may && (
            <Button kind="quiet" size="small" busy={busy} onClick={undo}>
              {t('timeline.undo_change')}
            </Button>
          )
        )}
      </Row>
    </Stack>
  );
}
