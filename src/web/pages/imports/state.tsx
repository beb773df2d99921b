import { useTranslation } from 'react-i18next';
import { Badge, type Tone } from '../../ui/index.ts';
import type { ImportAnswer } from './model.ts';

const TONES: Record<ImportAnswer['state'], Tone> = {
  ready: 'plain',
  checked: 'plain',
  running: 'accent',
  done: 'good',
  cancelled: 'plain',
  failed: 'bad',
  undone: 'warn',
};

export function StateBadge({ file }: { file: ImportAnswer }) {
  const { t } = useTranslation('imports');
  const word = file.stage === 'undoing' ? t('stage.undoing') : t(`state.${file.state}`);
  return <Badge tone={TONES[file.state]}>{word}</Badge>;
}
