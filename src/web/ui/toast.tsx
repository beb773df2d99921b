import { IconX } from '@tabler/icons-react';
import { useEffect, useRef, useState, useSyncExternalStore } from 'react';
import { useTranslation } from 'react-i18next';

interface Toast {
  id: number;
  message: string;
  tone?: 'plain' | 'bad';
  /** Makes it undone; the toast then goes. */
  onUndo?: () => unknown;
}

/** Long enough to read and reach the button; waiting stops while it is under the pointer or focused. */
const STAY_MS = 10_000;

let toasts: readonly Toast[] = [];
let last = 0;
const listeners = new Set<() => void>();

function change(next: readonly Toast[]) {
  toasts = next;
  for (const listener of listeners) listener();
}

const close = (id: number) => change(toasts.filter((toast) => toast.id !== id));

/** Says what was done, and offers to undo it: `toast({ message, onUndo })`. */
export function toast(what: Omit<Toast, 'id'>): void {
  last += 1;
  change([...toasts.slice(-2), { ...what, id: last }]);
}

const subscribe = (listener: () => void) => {
  listeners.add(listener);
  return () => listeners.delete(listener);
};

export function Toaster() {
  const shown = useSyncExternalStore(subscribe, () => toasts);
  return (
    <div className="r-toasts" role="status" aria-live="polite">
      {shown.map((one) => (
        <ToastView key={one.id} toast={one} />
      ))}
    </div>
  );
}

function ToastView({ toast: { id, message, tone, onUndo } }: { toast: Toast }) {
  const { t } = useTranslation('ui');
  const [held, setHeld] = useState(false);
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  useEffect(() => {
    if (!held) timer.current = setTimeout(() => close(id), STAY_MS);
    return () => clearTimeout(timer.current);
  }, [held, id]);
  const undo = () => {
    close(id);
    onUndo?.();
  };
  const hold = { onMouseEnter: () => setHeld(true), onMouseLeave: () => setHeld(false) };
  return (
    <div className="r-toast" data-tone={tone} {...hold} onFocus={hold.onMouseEnter}>
      <span>{message}</span>
      {onUndo && (
        <button type="button" onClick={undo}>
          {t('toast.undo')}
        </button>
      )}
      <button type="button" data-close aria-label={t('toast.close')} onClick={() => close(id)}>
        <IconX size={16} aria-hidden />
      </button>
    </div>
  );
}
