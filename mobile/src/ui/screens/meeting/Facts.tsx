/** The facts of a meeting, for whoever must correct them later. */
import { ELEMENTS } from '../../../core/records';
import { words } from '../../../i18n';
import { dateIn, momentOf, timeIn } from '../../format';
import { type Draft, useDraft } from '../../live/draft';
import { zoneOf } from '../../live/session';
import { BoundLong, BoundNumber, BoundSelect, BoundText } from '../../parts/bound';
import { ClockNote } from '../../parts/ClockNote';
import { TextField } from '../../parts/inputs';
import { type Meeting, MeetingFrame } from '../../parts/MeetingFrame';
import { Remarked } from '../../parts/remarked';
import { Quorum } from './Quorum';
import { RemoveMeeting } from './RemoveMeeting';
import { Speakers } from './Speakers';

export function Facts({ meeting }: { readonly meeting: string }) {
  return (
    <MeetingFrame
      id={meeting}
      title={words().meeting.form.title}
      back={`/m/${meeting}`}
      about={['meeting']}
    >
      {(row) => <Form meeting={row} />}
    </MeetingFrame>
  );
}

function Form({ meeting }: { readonly meeting: Meeting }) {
  const t = words();
  const f = t.meeting.form;
  const draft = useDraft({ kind: 'meeting', village: meeting.village, row: meeting });
  const zone = zoneOf(meeting.village);
  const start = draft.doc.planned_start;
  return (
    <>
      <BoundText draft={draft} field="title" label={f.name} />
      <BoundSelect draft={draft} field="type" label={f.kind} table={t.terms.kinds} />
      <div class="row">
        <TextField
          label={f.date}
          type="date"
          value={dateIn(start, zone)}
          cue={draft.cue('planned_start')}
          onValue={(date) =>
            date && draft.put({ planned_start: momentOf(date, timeIn(start, zone), zone) })
          }
        />
        <TextField
          label={f.time}
          type="time"
          value={timeIn(start, zone)}
          onValue={(time) =>
            start && draft.put({ planned_start: momentOf(dateIn(start, zone), time, zone) })
          }
        />
      </div>
      <ClockNote />
      <BoundText draft={draft} field="place" label={f.place} hint={f.placeHint} />
      <Person draft={draft} field="chair" label={f.chair} position={f.chairPosition} />
      <Person
        draft={draft}
        field="minute_taker"
        label={f.minuteTaker}
        position={f.minuteTakerPosition}
      />
      <div class="row">
        <BoundNumber
          draft={draft}
          field="invited_count"
          label={f.invited}
          wrong={t.budget.item.badNumber}
          whole
        />
        <BoundNumber
          draft={draft}
          field="fiscal_year"
          label={f.fiscalYear}
          wrong={t.budget.item.badNumber}
          whole
          year
        />
      </div>
      <div class="row">
        <BoundText draft={draft} field="invitation_number" label={f.invitationNumber} max={80} />
        <BoundText draft={draft} field="invited_on" label={f.invitedOn} kind="date" />
      </div>
      <BoundText draft={draft} field="number" label={f.number} max={80} />
      <Rules draft={draft} />
      <Speakers draft={draft} />
      <BoundLong draft={draft} field="summary" label={f.summary} hint={f.summaryHint} max={2000} />
      <details class="more">
        <summary>{t.common.more}</summary>
        <div class="stack">
          <Quorum draft={draft} />
        </div>
      </details>
      <RemoveMeeting meeting={meeting} />
    </>
  );
}

type MeetingDraft = Draft<'meeting'>;

function Person(props: {
  readonly draft: MeetingDraft;
  readonly field: 'chair' | 'minute_taker';
  readonly label: string;
  readonly position: string;
}) {
  const { draft, field, label, position } = props;
  const person = draft.doc[field] ?? {};
  const bind = (key: 'name' | 'position') => ({
    value: person[key] ?? '',
    max: 200,
    onValue: (value: string) => draft.type(field, { ...person, [key]: value }),
    onLeave: () => void draft.flush(),
  });
  return (
    <Remarked id={draft.id} field={field}>
      <div class="row names">
        <TextField label={label} cue={draft.cue(field)} capitalize="words" {...bind('name')} />
        <TextField label={position} {...bind('position')} />
      </div>
    </Remarked>
  );
}

function Rules({ draft }: { readonly draft: MeetingDraft }) {
  const t = words();
  const rules = draft.doc.rules ?? {};
  const required = rules.required_elements ?? [];
  return (
    <Remarked id={draft.id} field="rules">
      <TextField
        label={t.meeting.form.rules}
        hint={t.meeting.form.rulesHint}
        value={rules.legal_basis ?? ''}
        max={200}
        cue={draft.cue('rules')}
        onValue={(legal_basis) => draft.type('rules', { ...rules, legal_basis })}
        onLeave={() => void draft.flush()}
      />
      <fieldset class="field">
        <legend class="field-head">{t.meeting.form.requiredElements}</legend>
        <div class="chips">
          {ELEMENTS.map((element) => (
            <label class="chip" key={element}>
              <input
                type="checkbox"
                checked={required.includes(element)}
                onChange={(event) =>
                  draft.put({
                    rules: {
                      ...rules,
                      required_elements: event.currentTarget.checked
                        ? [...required, element]
                        : required.filter((each) => each !== element),
                    },
                  })
                }
              />
              <span>{t.terms.elements[element]}</span>
            </label>
          ))}
        </div>
      </fieldset>
    </Remarked>
  );
}
