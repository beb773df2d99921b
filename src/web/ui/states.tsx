import {
  IconAlertTriangle,
  IconCircleCheck,
  IconFilterOff,
  IconInfoCircle,
  IconLeaf,
  IconPlugConnectedX,
} from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { Tone } from './blocks.tsx';
import { Button } from './button.tsx';

interface StateProps {
  title: string;
  children?: ReactNode;
  actions?: ReactNode;
  icon?: ReactNode;
}

function State(props: StateProps & { kind: string; role?: string }) {
  return (
    <div className="r-state" data-kind={props.kind} role={props.role}>
      <div className="r-state-mark" aria-hidden>
        {props.icon}
      </div>
      <h2>{props.title}</h2>
      {props.children && <p>{props.children}</p>}
      {props.actions && <div className="r-state-actions">{props.actions}</div>}
    </div>
  );
}

/** Nothing here yet, and what to do about it. */
export const EmptyState = (props: StateProps) => (
  <State kind="empty" {...props} icon={props.icon ?? <IconLeaf size={28} />} />
);

/** There is something, but not with these filters. */
export function FilteredState(props: { title?: string; onClear: () => void }) {
  const { t } = useTranslation('ui');
  return (
    <State
      kind="filtered"
      title={props.title ?? t('filtered.title')}
      icon={<IconFilterOff size={28} />}
      actions={<Button onClick={props.onClear}>{t('filtered.clear')}</Button>}
    />
  );
}

/** `error` is what a query threw; its message is already in the reader's language. */
export function ErrorState(props: { error: unknown; onRetry?: () => void; title?: string }) {
  const { t } = useTranslation('ui');
  const detail = props.error instanceof Error ? props.error.message : t('error.unknown');
  return (
    <State
      kind="error"
      role="alert"
      title={props.title ?? t('error.title')}
      icon={<IconPlugConnectedX size={28} />}
      actions={props.onRetry && <Button onClick={props.onRetry}>{t('error.retry')}</Button>}
    >
      {detail}
    </State>
  );
}

const WIDTHS = ['72%', '94%', '86%', '60%', '90%', '78%', '66%', '84%'];

/** Says so to a screen reader; shows grey lines to everybody else. */
export function Loading(props: { lines?: number }) {
  const { t } = useTranslation('ui');
  return (
    <div className="r-loading" role="status" aria-label={t('loading')}>
      {WIDTHS.slice(0, props.lines ?? 4).map((width) => (
        <span key={width} style={{ width }} />
      ))}
    </div>
  );
}

const NOTICE: Record<Tone, ReactNode> = {
  plain: <IconInfoCircle size={20} aria-hidden />,
  accent: <IconInfoCircle size={20} aria-hidden />,
  good: <IconCircleCheck size={20} aria-hidden />,
  warn: <IconAlertTriangle size={20} aria-hidden />,
  bad: <IconAlertTriangle size={20} aria-hidden />,
};

/** A sentence that stays on the page. `alert` reads it out at once. */
export function Notice(props: { tone?: Tone; alert?: boolean; children: ReactNode }) {
  const tone = props.tone ?? 'plain';
  return (
    <div className="r-notice" data-tone={tone} role={props.alert ? 'alert' : undefined}>
      {NOTICE[tone]}
      <div>{props.children}</div>
    </div>
  );
}
