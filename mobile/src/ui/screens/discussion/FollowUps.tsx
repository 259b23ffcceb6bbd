/** What is to be done, by whom, by when. */
import { words } from '../../../i18n';
import type { Draft } from '../../live/draft';
import { Icon } from '../../parts/Icon';
import { TextField } from '../../parts/inputs';

type FollowUp = { readonly what?: string; readonly who?: string; readonly due?: string };

export function FollowUps({ draft }: { readonly draft: Draft<'agenda_item'> }) {
  const t = words();
  const d = t.meeting.discussion;
  const rows: readonly FollowUp[] = draft.doc.follow_up ?? [];

  function change(at: number, set: FollowUp) {
    draft.type(
      'follow_up',
      rows.map((row, index) => (index === at ? { ...row, ...set } : row)),
    );
  }

  return (
    <section class="stack" aria-label={d.followUp}>
      <h2>{d.followUp}</h2>
      {rows.map((row, at) => (
        // Rows have no id of their own; they are only ever appended or removed by place.
        <div class="card stack tight" key={at}>
          <TextField
            label={d.what}
            value={row.what ?? ''}
            max={200}
            cue={draft.cue('follow_up')}
            onValue={(what) => change(at, { what })}
            onLeave={() => void draft.flush()}
          />
          <div class="row">
            <TextField
              label={d.who}
              value={row.who ?? ''}
              max={200}
              onValue={(who) => change(at, { who })}
              onLeave={() => void draft.flush()}
            />
            <TextField
              label={d.due}
              type="date"
              value={row.due ?? ''}
              onValue={(due) => change(at, { due })}
              onLeave={() => void draft.flush()}
            />
          </div>
          <button
            type="button"
            class="button small danger"
            onClick={() => draft.put({ follow_up: rows.filter((_, index) => index !== at) })}
          >
            {t.common.remove}
          </button>
        </div>
      ))}
      <button
        type="button"
        class="button small"
        onClick={() => draft.type('follow_up', [...rows, { what: '', who: '', due: '' }])}
      >
        <Icon name="plus" size={20} /> {d.addFollowUp}
      </button>
    </section>
  );
}
