import { useTranslation } from 'react-i18next';
import { useMay, useSample } from '../../app/index.ts';
import { Button, EmptyState, LinkButton, Notice } from '../../ui/index.ts';

/** A fresh machine: the same two ways as on the welcome page. */
export function Empty() {
  const { t } = useTranslation('today');
  const mayImport = useMay('imports.run');
  const maySample = useMay('samples.change');
  const sample = useSample();
  return (
    <>
      {sample.problem && <Notice tone="bad">{sample.problem}</Notice>}
      <EmptyState
        title={t('empty.title')}
        actions={
          <>
            {mayImport && (
              <LinkButton to="/imports" kind="primary">
                {t('empty.import')}
              </LinkButton>
            )}
            {maySample && (
              <Button busy={sample.loading} onClick={sample.load}>
                {t('empty.sample')}
              </Button>
            )}
          </>
        }
      >
        {t('empty.text')}
      </EmptyState>
    </>
  );
}
