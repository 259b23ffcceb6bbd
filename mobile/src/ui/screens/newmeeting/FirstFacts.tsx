/** When, where and who leads: enough to begin. Made only when the button is pressed. */
import { useState } from 'preact/hooks';
import type { MeetingType } from '../../../core/records';
import type { Village } from '../../../core/types';
import { words } from '../../../i18n';
import { nowIn } from '../../format';
import { type RowOf, useRows } from '../../live/rows';
import { Note } from '../../parts/bits';
import { ClockNote } from '../../parts/ClockNote';
import { Switch, TextField } from '../../parts/inputs';
import { say } from '../../parts/toast';
import { replace } from '../../router';
import { asGuest, everKnown, isGuest } from '../attendance/people';
import { createMeeting, type Facts } from './create';
import { agendaOf, fiscalYear, lastLike } from './template';

interface FirstFactsProps {
  readonly kind: MeetingType;
  readonly village: Village;
  readonly earlier: readonly RowOf<'meeting'>[];
  readonly onChange: () => void;
}

export function FirstFacts({ kind, village, earlier, onChange }: FirstFactsProps) {
  const t = words().meeting.form;
  const like = lastLike(earlier, kind);
  const last = like?.doc;
  const people = useRows('attendance', like ? { meeting: like.id } : null) ?? [];
  const guests = everKnown(people.filter(isGuest)).map(asGuest);
  const [again, setAgain] = useState(false);
  const today = nowIn(village.zone).date;
  const [busy, setBusy] = useState(false);
  const [facts, setFacts] = useState<Facts>({
    date: today,
    time: '09:00',
    place: last?.place || village.place || '',
    chair: last?.chair?.name ?? '',
    chairPosition: last?.chair?.position ?? t.chairPositionDefault,
    minuteTaker: last?.minute_taker?.name ?? '',
    minuteTakerPosition: last?.minute_taker?.position ?? t.minuteTakerPositionDefault,
    fiscalYear: String(fiscalYear(kind, today)),
    invited: String(last?.invited_count ?? ''),
    hamlet: '',
  });
  const agenda = agendaOf(kind, words().meeting);
  const bind = (field: keyof Facts) => ({
    value: facts[field],
    onValue: (value: string) => setFacts((before) => ({ ...before, [field]: value })),
  });

  async function create(event: Event) {
    event.preventDefault();
    setBusy(true);
    try {
      const row = await createMeeting({
        ...{ kind, village, facts, last, agenda },
        guests: again ? guests : [],
      });
      replace(`/m/${row}`);
    } catch {
      say(words().errors.disk);
      setBusy(false);
    }
  }

  return (
    <form class="stack" onSubmit={(event) => void create(event)}>
      <div class="card stack tight">
        <p>
          <strong>{words().terms.kinds[kind]}</strong>
          <br />
          <span class="soft">{words().terms.kindNotes[kind]}</span>
        </p>
        <button type="button" class="button small" onClick={onChange}>
          {t.change}
        </button>
      </div>
      <div class="row">
        <TextField label={t.date} type="date" {...bind('date')} />
        <TextField label={t.time} type="time" {...bind('time')} />
      </div>
      <ClockNote />
      {kind === 'musdus' && (
        <TextField label={t.hamlet} max={80} list={village.hamlets ?? []} {...bind('hamlet')} />
      )}
      <TextField label={t.place} hint={t.placeHint} max={200} {...bind('place')} />
      {last && <Note icon="info">{t.remembered}</Note>}
      <TextField label={t.chair} capitalize="words" max={200} {...bind('chair')} />
      <TextField label={t.chairPosition} max={200} {...bind('chairPosition')} />
      <TextField label={t.minuteTaker} capitalize="words" max={200} {...bind('minuteTaker')} />
      <div class="row">
        <TextField label={t.fiscalYear} mode="numeric" max={4} {...bind('fiscalYear')} />
        <TextField
          label={t.invited}
          hint={t.invitedHint}
          mode="numeric"
          max={4}
          {...bind('invited')}
        />
      </div>
      {guests.length > 0 && (
        <Switch
          label={words().invitation.again(guests.length)}
          note={words().invitation.againFrom(last?.title ?? '')}
          on={again}
          onTurn={setAgain}
        />
      )}
      <p class="soft">{t.agendaNote(agenda.length)}</p>
      <button type="submit" class="button main wide" disabled={busy || !facts.date}>
        {t.create}
      </button>
    </form>
  );
}
