import { useTranslation } from 'react-i18next';
import type { Tone } from './blocks.tsx';
import { Expand } from './expand.tsx';
import './styles/band.css';

export interface Stretch {
  key: string;
  /** What held then, and since when, in words. */
  name: string;
  when: string;
  tone: Tone | undefined;
  days: number;
}

const LATEST = 5;

function Steps({ label, stretches }: { label: string; stretches: Stretch[] }) {
  return (
    <ol aria-label={label}>
      {stretches.map(({ key, tone, name, when }) => (
        <li key={key}>
          <i data-tone={tone} aria-hidden />
          {name} <span>{when}</span>
        </li>
      ))}
    </ol>
  );
}

/** What held one after the other, each as long as it held; the list under it says the same, the latest first. */
export function Band(props: { label: string; stretches: Stretch[] }) {
  const { t } = useTranslation('ui');
  const { label, stretches } = props;
  const latest = stretches.toReversed();
  const earlier = latest.slice(LATEST);
  return (
    <div className="r-band">
      <div className="r-band-line" aria-hidden>
        {stretches.map(({ key, tone, days, name, when }) => (
          <i key={key} data-tone={tone} style={{ flexGrow: days }} title={`${name} · ${when}`} />
        ))}
      </div>
      <Steps label={label} stretches={latest.slice(0, LATEST)} />
      {earlier.length > 0 && (
        <Expand label={t('band.earlier', { count: earlier.length })}>
          <Steps label={t('band.earlier', { count: earlier.length })} stretches={earlier} />
        </Expand>
      )}
    </div>
  );
}
