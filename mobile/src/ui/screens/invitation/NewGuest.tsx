/** Somebody whom the phone does not know yet, under the name that was searched. */
import { useState } from 'preact/hooks';
import type { Doc } from '../../../core/types';
import { words } from '../../../i18n';
import { hamletsOf } from '../../live/hamlets';
import { Choice, entries } from '../../parts/Choice';
import { Icon } from '../../parts/Icon';
import { Select, TextField } from '../../parts/inputs';
import type { Meeting } from '../../parts/MeetingFrame';
import { invite } from './actions';

interface NewGuestProps {
  readonly meeting: Meeting;
  readonly name: string;
  readonly onInvited: () => void;
}

const EMPTY = { gender: '', element: '', position: '', hamlet: '' };

export function NewGuest({ meeting, name, onInvited }: NewGuestProps) {
  const t = words();
  const a = t.meeting.attendance;
  const [open, setOpen] = useState(false);
  const [guest, setGuest] = useState(EMPTY);
  const bind = (field: keyof typeof EMPTY) => ({
    value: guest[field],
    onValue: (value: string) => setGuest({ ...guest, [field]: value }),
  });

  async function save() {
    const said = Object.entries({ ...guest, name }).filter(([, value]) => value);
    const doc: Doc = { ...Object.fromEntries(said), capacity: 'invited', status: 'invited' };
    if (await invite(meeting, [doc], t.invitation.done(name))) onInvited();
  }

  if (!open) {
    return (
      <button type="button" class="button" onClick={() => setOpen(true)}>
        <Icon name="plus" size={20} /> {t.invitation.inviteNamed(name)}
      </button>
    );
  }
  return (
    <section class="card stack" aria-label={t.invitation.addTitle}>
      <Choice label={a.gender} options={entries(t.terms.gender, ['L', 'P'])} {...bind('gender')} />
      <Select label={a.element} none="" options={entries(t.terms.elements)} {...bind('element')} />
      <TextField label={a.position} max={120} {...bind('position')} />
      <TextField label={a.hamlet} max={80} list={hamletsOf(meeting.village)} {...bind('hamlet')} />
      <button type="button" class="button main" onClick={() => void save()}>
        {t.invitation.inviteNamed(name)}
      </button>
    </section>
  );
}
