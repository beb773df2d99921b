import { useTranslation } from 'react-i18next';
import { useMay, useSample } from '../../app/index.ts';
import { Button, Notice, Row } from '../../ui/index.ts';

/** Own orders have come: the sample shop counts no more, and can go. */
export function SampleLeftOut() {
  const { t } = useTranslation('today');
  const may = useMay('samples.change');
  const sample = useSample();
  return (
    <Notice>
      <Row>
        {t('sample.left_out')}
        {may && (
          <Button busy={sample.removing} onClick={sample.remove}>
            {t('sample.remove')}
          </Button>
        )}
      </Row>
    </Notice>
  );
}
