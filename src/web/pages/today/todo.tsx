import { useTranslation } from 'react-i18next';
import { ActionList, Card, LinkButton, Soft } from '../../ui/index.ts';
import type { Task } from './model.ts';

/** Where a task is done. */
const PLACES: Record<string, string> = {
  first_import: '/imports',
  rejects_waiting: '/imports',
  no_recent_import: '/imports',
  same_people: '/customers/same',
  ties_waiting: '/customers/same',
  unknown_buyers: '/customers/unknown',
  rates_missing: '/settings/currencies',
  like_shipping: '/settings/goods',
  backup_due: '/settings/system',
};

const placeOf = ({ code, import_id }: Task) =>
  import_id === null ? PLACES[code] : `/imports/${import_id}`;

/** At most five: the server chooses which. */
export function Todo({ tasks }: { tasks: Task[] }) {
  const { t } = useTranslation('today');
  const item = (task: Task) => {
    const place = placeOf(task);
    const action = place && (
      <LinkButton to={place as '/'} size="small">
        {t('todo.go')}
      </LinkButton>
    );
    return { text: task.text, action };
  };
  return (
    <Card title={t('todo.title')}>
      {tasks.length === 0 ? (
        <Soft>{t('todo.none')}</Soft>
      ) : (
        <ActionList items={tasks.map((task) => ({ ...item(task), key: task.code }))} />
      )}
    </Card>
  );
}
