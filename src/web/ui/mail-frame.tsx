import './styles/mail-frame.css';

/** What the mail asks of the reader's scheme, answered here: a frame's own scheme is not heeded everywhere. */
const inScheme = (html: string, dark: boolean): string =>
  html.replaceAll(/\(prefers-color-scheme:\s*dark\)/g, dark ? 'all' : 'not all');

/** A mail as a mail program shows it: no scripts, no way out, and its own light or dark. */
export function MailFrame(props: { title: string; html: string; dark: boolean }) {
  return (
    <iframe
      className="r-mail-frame"
      data-dark={props.dark || undefined}
      title={props.title}
      sandbox=""
      srcDoc={inScheme(props.html, props.dark)}
    />
  );
}
