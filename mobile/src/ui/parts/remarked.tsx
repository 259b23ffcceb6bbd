/** An officer's words at the very field that they are about, and the way there. */
import { type ComponentChildren, createContext } from 'preact';
import { useContext, useEffect, useRef } from 'preact/hooks';
import { words } from '../../i18n';
import type { RowOf } from '../live/rows';
import { wanted } from '../router';
import { Note } from './bits';

/** The open remarks of the meeting on the screen. */
export const OpenRemarks = createContext<readonly RowOf<'remark'>[]>([]);

/** A moment, so that the router has scrolled to the top of the new screen before. */
const SETTLED = 150;

interface Remarked {
  /** null: a new record, of which nobody can have remarked anything. */
  readonly id: string | null;
  readonly field: string;
  readonly children: ComponentChildren;
}

/** The field as it is; where an officer remarked on it, marked, with the words below it. */
export function Remarked({ id, field, children }: Remarked) {
  const mine = useContext(OpenRemarks).filter(
    ({ doc }) =>
      doc.about_field === field && id !== null && (doc.about_record ?? doc.meeting) === id,
  );
  if (mine.length === 0) return <>{children}</>;
  return (
    <Marked field={field} said={mine}>
      {children}
    </Marked>
  );
}

function Marked(props: {
  readonly field: string;
  readonly said: readonly RowOf<'remark'>[];
  readonly children: ComponentChildren;
}) {
  const { field, said, children } = props;
  const box = useRef<HTMLDivElement>(null);
  const isWanted = wanted.value === field;
  useEffect(() => {
    if (!isWanted) return;
    const timer = setTimeout(() => show(box.current), SETTLED);
    return () => clearTimeout(timer);
  }, [isWanted]);
  return (
    // biome-ignore lint/a11y/useSemanticElements: it holds one field; a fieldset of its own would name it twice.
    <div class="remarked" role="group" aria-label={words().home.remark} tabIndex={-1} ref={box}>
      {children}
      {said.map(({ id, doc }) => (
        <Note key={id} tone="bad" icon="warning">
          <strong>{doc.author_name ?? words().home.remark}:</strong> {doc.text}
        </Note>
      ))}
    </div>
  );
}

function show(box: HTMLDivElement | null): void {
  const folded = box?.closest('details');
  if (folded) folded.open = true;
  box?.scrollIntoView({ block: 'center' });
  box?.focus({ preventScroll: true });
}
