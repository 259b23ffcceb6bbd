/** The frame of every screen inside one meeting: its name above, the officer's remarks first. */
import type { ComponentChildren } from 'preact';
import type { KindName } from '../../core/types';
import { words } from '../../i18n';
import { type RowOf, useRow, useRows } from '../live/rows';
import { Note } from './bits';
import { Screen } from './Screen';

export type Meeting = RowOf<'meeting'>;

const CLOSED: ReadonlySet<string> = new Set(['accepted', 'published', 'corrected']);

interface FrameProps {
  readonly id: string;
  readonly title: string;
  readonly back: string;
  /** Remarks on these kinds are shown here. */
  readonly about?: readonly KindName[];
  readonly children: (meeting: Meeting) => ComponentChildren;
}

export function MeetingFrame({ id, title, back, about = [], children }: FrameProps) {
  const meeting = useRow('meeting', id, {});
  if (meeting === undefined)
    return (
      <Screen title={title} back={back}>
        {null}
      </Screen>
    );
  if (meeting === null) return <NotFound />;
  return (
    <Screen title={title} under={meeting.doc.title} back={back}>
      {CLOSED.has(meeting.doc.status ?? '') && <Note icon="info">{words().common.readOnly}</Note>}
      {about.length > 0 && <Remarks meeting={id} about={about} />}
      {children(meeting)}
    </Screen>
  );
}

function Remarks({ meeting, about }: { meeting: string; about: readonly KindName[] }) {
  const remarks = useRows('remark', { meeting });
  const open = remarks?.filter(
    ({ doc }) =>
      !doc.resolved && (about as readonly string[]).includes(doc.about_kind ?? 'meeting'),
  );
  return (
    <>
      {open?.map(({ id, doc }) => (
        <Note key={id} tone="bad" icon="warning">
          <strong>{words().home.remark}:</strong> {doc.text}
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
