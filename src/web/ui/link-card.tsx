import { Link as Plain } from '@tanstack/react-router';
import './styles/link-card.css';

/** A card that leads somewhere: its title is the link, all of it can be clicked. */
export function LinkCard(props: {
  to: string;
  params?: Record<string, string>;
  title: string;
  sentence?: string;
  figure?: { label: string; value: string };
  /** The figure is on its way. */
  busy?: boolean;
}) {
  const { to, params, title, sentence, figure, busy } = props;
  return (
    <article className="r-link-card" aria-busy={busy || undefined}>
      <h3>
        <Plain to={to} params={params as never}>
          {title}
        </Plain>
      </h3>
      {sentence && <p>{sentence}</p>}
      {figure && (
        <div className="r-link-card-figure">
          <strong>{figure.value}</strong> <span>{figure.label}</span>
        </div>
      )}
    </article>
  );
}
