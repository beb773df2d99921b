import { useTranslation } from 'react-i18next';
import { Card, LinkButton, Row, Soft, Stack } from '../../ui/index.ts';
import type { Task } from './model.ts';

/** Where a task is done. */
const PLACES: Record<string, string> = {
  first_import: '/imports',
  rejects_waiting: '/imports',
  no_recent_import: '/imports',
  same_people: '/customers/same',
  ties_waiting: '/customers/same',
  unknown_buyers: '/customers/unknown',
  rates_missing: '/settings/shops',
  like_shipping: '/settings/shops',
  backup_due: '/settings/system',
};

const placeOf = ({ code, import_id }: Task) =>
  import_id === null ? PLACES[code] : `/imports/${import_id}`;

/** At most five: the server chooses which. */
export function Todo({ tasks }: { tasks: Task[] }) {
  const { t } = useTranslation('today');
  return (
    <Card title={t('todo.title')}>
      {tasks.length === 0 && <Soft>{t('todo.none')}</Soft>}
      <Stack gap={1}>
        {tasks.map((task) => {
          const place = placeOf(task);
          return (
            <Row key={task.code} spread>
              <span>{task.text}</span>
              {place && (
                <LinkButton to={place as '/'} size="small">
                  {t('todo.go')}
                </LinkButton>
              )}
            </Row>
          );
        })}
      </Stack>
    </Card>
  );
}
