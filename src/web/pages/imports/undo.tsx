import { useTranslation } from 'react-i18next';
import { api, useMay, useSend } from '../../app/index.ts';
import { Button, Spoken, toast } from '../../ui/index.ts';
import type { ImportAnswer } from './model.ts';

/** Takes a whole import back. It can be imported again, so nobody is asked twice. */
export function UndoImport(props: { file: ImportAnswer; small?: boolean }) {
  const { file } = props;
  const { t } = useTranslation('imports');
  const may = useMay('imports.run');
  const undo = useSend((id: string) => api.post(`/v1/imports/${id}/undo`), {
    touches: [
      '/v1/imports',
      '/v1/customers',
      '/v1/today',
      '/v1/suggestions',
      '/v1/orders',
      '/v1/purchases',
    ],
  });
  if (!may || !file.undo.possible || file.stage === 'undoing') return null;
  const run = () =>
    undo.mutate(file.id, { onSuccess: () => toast({ message: t('undo.started') }) });
  return (
    <Button
      kind={props.small ? 'quiet' : undefined}
      size={props.small ? 'small' : undefined}
      busy={undo.isPending}
      onClick={run}
    >
      {props.small ? t('undo.short') : t('undo.button')}
      {props.small && <Spoken>{file.file_name}</Spoken>}
    </Button>
  );
}
