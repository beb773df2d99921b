import { useTranslation } from 'react-i18next';
import { Button } from './button.tsx';
import './styles/save-bar.css';

/** Stays in sight at the foot of a long form while something is not saved. */
export function SaveBar(props: {
  failure?: string;
  busy: boolean;
  disabled?: boolean;
  onSave: () => void;
  onDiscard?: () => void;
}) {
  const { t } = useTranslation('ui');
  const { failure, busy, disabled, onSave, onDiscard } = props;
  return (
    <div className="r-save-bar" role="group" aria-label={t('save.unsaved')}>
      <span role="status" data-tone={failure ? 'bad' : undefined}>
        {failure ?? t('save.unsaved')}
      </span>
      <div className="r-row" data-gap="1">
        {onDiscard && <Button onClick={onDiscard}>{t('save.discard')}</Button>}
        <Button kind="primary" {...{ busy, disabled }} onClick={onSave}>
          {t('save.save')}
        </Button>
      </div>
    </div>
  );
}
