/** A new meeting in two steps: which kind, then when and where. The rest is remembered. */
import { useState } from 'preact/hooks';
import type { MeetingType } from '../../../core/records';
import { words } from '../../../i18n';
import { useRows } from '../../live/rows';
import { village } from '../../live/session';
import { Empty } from '../../parts/bits';
import { Screen } from '../../parts/Screen';
import { FirstFacts } from './FirstFacts';
import { KIND_GROUPS } from './template';

export function NewMeeting() {
  const t = words();
  const [kind, setKind] = useState<MeetingType | null>(null);
  const here = village.value;
  const meetings = useRows('meeting', here && { village: here.village });
  if (!here) {
    return (
      <Screen title={t.meeting.form.newTitle} back="/">
        <Empty icon="page" title={t.home.noVillage} hint={t.home.noVillageHint} />
      </Screen>
    );
  }
  return (
    <Screen title={t.meeting.form.newTitle} under={`${t.home.village} ${here.name}`} back="/">
      {kind && meetings ? (
        <FirstFacts kind={kind} village={here} earlier={meetings} onChange={() => setKind(null)} />
      ) : (
        <Kinds
          onKind={(chosen) => {
            setKind(chosen);
            scrollTo(0, 0);
          }}
        />
      )}
    </Screen>
  );
}

function Kinds({ onKind }: { readonly onKind: (kind: MeetingType) => void }) {
  const { kinds, kindNotes, kindGroups } = words().terms;
  return (
    <>
      <p class="soft">{words().meeting.form.kind}</p>
      {(Object.keys(KIND_GROUPS) as (keyof typeof KIND_GROUPS)[]).map((group) => (
        <section key={group}>
          <h2 class="section-title">{kindGroups[group]}</h2>
          <ul class="rows">
            {KIND_GROUPS[group].map((kind) => (
              <li key={kind}>
                <button type="button" class="line" onClick={() => onKind(kind)}>
                  <span class="text">
                    <strong>{kinds[kind]}</strong>
                    <small>{kindNotes[kind]}</small>
                  </span>
                </button>
              </li>
            ))}
          </ul>
        </section>
      ))}
    </>
  );
}
