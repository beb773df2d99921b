import { Link } from '@tanstack/react-router';
import './styles/sub-nav.css';

interface Place {
  to: string;
  label: string;
  count?: number;
}

/** Neighbouring pages of one matter. Links, not tabs: each has its own address and title. */
export function SubNav(props: { label: string; places: Place[] }) {
  return (
    <nav className="r-sub-nav" aria-label={props.label}>
      {props.places.map(({ to, label, count }) => (
        <Link
          key={to}
          to={to}
          activeOptions={{ exact: true, includeSearch: false }}
          activeProps={{ 'aria-current': 'page' }}
        >
          {label}
          {count ? <span className="r-badge">{count}</span> : null}
        </Link>
      ))}
    </nav>
  );
}
