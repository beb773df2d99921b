import { useTranslation } from 'react-i18next';
import { useMay } from '../../app/index.ts';
import { Button, Row, Spoken } from '../../ui/index.ts';
import { useAct, type Act } from './act.ts';
import { standingOf, type Standing, type Touch } from './model.ts';
import { useTouchWords } from './words.ts';

/** What a person may do with one, by where it stands; the likeliest first. */
const ACTS: Partial<Record<Standing, Act[]>> = {
  ...{ proposed: ['cancel'], scheduled: ['cancel'], cancelled: ['retry'] },
  ...{ blocked: ['retry'], expired: ['retry'], failed: ['retry'] },
  ...{ unknown: ['arrived', 'not_arrived'], waiting: ['arrived', 'not_arrived'] },
};

/** In a list only what is done many times a day; the rest wants its page. */
const IN_ROW: readonly Standing[] = ['proposed', 'scheduled', 'waiting'];

export function Actions(props: { touch: Touch; small?: boolean }) {
  const { touch, small } = props;
  const { t } = useTranslation('messages');
  const { called } = useTouchWords();
  const may = useMay('touches.change');
  const { run, busy } = useAct(touch.customer_id);
  const standing = standingOf(touch);
  const all = ACTS[standing] ?? [];
  const acts = small ? (IN_ROW.includes(standing) ? all.slice(0, 1) : []) : all;
  if (!may || acts.length === 0) return null;
  return (
    <Row gap={1}>
      {acts.map((act) => (
        <Button
          key={act}
          size={small ? 'small' : 'normal'}
          kind={act === 'arrived' && !small ? 'primary' : 'plain'}
          busy={busy}
          onClick={() => run({ touch, act })}
        >
          {t(`act.${standing}.${act}`)}
          {small && <Spoken>{`${called(touch)}, ${touch.customer_name ?? ''}`}</Spoken>}
        </Button>
      ))}
    </Row>
  );
}
