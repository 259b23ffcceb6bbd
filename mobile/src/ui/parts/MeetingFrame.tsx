/** The frame of every screen inside one meeting: its name above, the officer's remarks first. */
import type { ComponentChildren } from 'preact';
import type { KindName } from '../../core/types';
import { words } from '../../i18n';
import { type RowOf, useRow, useRows } from '../live/rows';
import { Note } from './bits';
import { ResolveKey } from './ResolveKey';
import { OpenRemarks } from './remarked';
import { Screen } from './Screen';

export type Meeting = RowOf<'meeting'>;

const NONE: readonly RowOf<'remark'>[] = [];
const CLOSED: ReadonlySet<string> = new Set(['accepted', 'published', 'corrected']);

/** Changes of it and of what hangs on it wait for an officer. */
export function isClosed(meeting: Pick<Meeting, 'doc'>): boolean {
  return CLOSED.has(meeting.doc.status ?? '');
}

interface FrameProps {
  readonly id: string;
  readonly title: string;
  readonly back: string;
  /** Remarks on these kinds are shown here. */
  readonly about?: readonly KindName[];
  /** What a closed meeting means here: nothing, where records go on after it, or a sentence of its own. */
  readonly whenClosed?: 'nothing' | string;
  readonly children: (meeting: Meeting) => ComponentChildren;
}

export function MeetingFrame({ id, title, back, about = [], whenClosed, children }: FrameProps) {
  const meeting = useRow('meeting', id, {});
  const remarks = useRows('remark', { meeting: id })?.filter(({ doc }) => !doc.resolved) ?? NONE;
  if (meeting === undefined)
    return (
      <Screen title={title} back={back}>
        {null}
      </Screen>
    );
  if (meeting === null) return <NotFound />;
  return (
    <Screen title={title} under={meeting.doc.title} back={back}>
      {isClosed(meeting) && whenClosed !== 'nothing' && (
        <Note icon="info">{whenClosed ?? words().common.readOnly}</Note>
      )}
      <OpenRemarks.Provider value={remarks}>
        <Remarks remarks={remarks} about={about} />
        {children(meeting)}
      </OpenRemarks.Provider>
    </Screen>
  );
}

function Remarks(props: {
  readonly remarks: readonly RowOf<'remark'>[];
  readonly about: readonly KindName[];
}) {
  const about: readonly string[] = props.about;
  const open = props.remarks.filter(({ doc }) => about.includes(doc.about_kind ?? 'meeting'));
  const names: Readonly<Record<string, string>> = words().fieldNames;
  return (
    <>
      {open.map((remark) => (
        <Note key={remark.id} tone="bad" icon="warning">
          <p>
            <strong>
              {words().home.remark}
              {names[remark.doc.about_field ?? ''] && ` (${names[remark.doc.about_field ?? '']})`}:
            </strong>{' '}
            {remark.doc.text}
          </p>
          <ResolveKey remark={remark} />
        </Note>
      ))}
    </>
  );
}

export function NotFound() {
  const t = words().common;
  return (
    <Screen title={words().app} back="/">
      <p>{t.notFound}</p>
      <a class="button" href="#/">
        {t.toHome}
      </a>
    </Screen>
  );
}
