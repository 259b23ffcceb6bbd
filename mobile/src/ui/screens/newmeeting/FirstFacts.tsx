/** When, where and who leads: enough to begin. Made only when the button is pressed. */
import { useState } from 'preact/hooks';
import type { MeetingType } from '../../../core/records';
import type { Village } from '../../../core/types';
import { words } from '../../../i18n';
import { nowIn } from '../../format';
import type { RowOf } from '../../live/rows';
import { Note } from '../../parts/bits';
import { TextField } from '../../parts/inputs';
import { say } from '../../parts/toast';
import { replace } from '../../router';
import { createMeeting, type Facts } from './create';
import { agendaOf, fiscalYear } from './template';

interface FirstFactsProps {
  readonly kind: MeetingType;
  readonly village: Village;
  readonly earlier: readonly RowOf<'meeting'>[];
  readonly onChange: () => void;
}

export function FirstFacts({ kind, village, earlier, onChange }: FirstFactsProps) {
  const t = words().meeting.form;
  const last = [...earlier].sort((a, b) => b.id.localeCompare(a.id))[0]?.doc;
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
    invited: '',
    hamlet: '',
  });
  const agenda = agendaOf(kind, words().meeting.agendaTemplate);
  const bind = (field: keyof Facts) => ({
    value: facts[field],
    onValue: (value: string) => setFacts((before) => ({ ...before, [field]: value })),
  });

  async function create(event: Event) {
    event.preventDefault();
    setBusy(true);
    try {
      const row = await createMeeting({ kind, village, facts, last, agenda });
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
      <p class="soft">{t.agendaNote(agenda.length)}</p>
      <button type="submit" class="button main wide" disabled={busy || !facts.date}>
        {t.create}
      </button>
    </form>
  );
}
