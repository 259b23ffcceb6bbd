/** The resource people of a meeting, as many as came, each with where they came from. */
import { words } from '../../../i18n';
import type { Draft } from '../../live/draft';
import { Icon } from '../../parts/Icon';
import { TextField } from '../../parts/inputs';

type Speaker = { readonly name?: string; readonly position?: string };

export function Speakers({ draft }: { readonly draft: Draft<'meeting'> }) {
  const t = words().meeting.form;
  const kept: readonly Speaker[] = draft.doc.speakers ?? [];
  // One empty line is there from the start: most meetings have one resource person.
  const rows = kept.length > 0 ? kept : [{}];

  function change(at: number, set: Speaker) {
    draft.type(
      'speakers',
      rows.map((row, index) => ({ name: '', position: '', ...row, ...(index === at && set) })),
    );
  }

  return (
    <fieldset class="field stack tight">
      <legend class="field-head">{t.speakers}</legend>
      {rows.map((row, at) => (
        // Rows have no id of their own; they are only ever appended or removed by place.
        <div class="row names" key={at}>
          <TextField
            label={t.speaker(at + 1)}
            value={row.name ?? ''}
            max={200}
            capitalize="words"
            cue={at === 0 ? draft.cue('speakers') : undefined}
            onValue={(name) => change(at, { name })}
            onLeave={() => void draft.flush()}
          />
          <TextField
            label={t.speakerFrom}
            value={row.position ?? ''}
            max={200}
            onValue={(position) => change(at, { position })}
            onLeave={() => void draft.flush()}
          />
          {rows.length > 1 && (
            <button
              type="button"
              class="button small danger"
              onClick={() => draft.put({ speakers: rows.filter((_, index) => index !== at) })}
            >
              {t.removeSpeaker(at + 1)}
            </button>
          )}
        </div>
      ))}
      <button
        type="button"
        class="button small"
        onClick={() => draft.type('speakers', [...rows, { name: '', position: '' }])}
      >
        <Icon name="plus" size={20} /> {t.addSpeaker}
      </button>
    </fieldset>
  );
}
