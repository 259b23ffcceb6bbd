/** The letter of invitation: number and date are filled in, then it is printed or sent as a message. */
import { useState } from 'preact/hooks';
import { words } from '../../../i18n';
import { useDraft } from '../../live/draft';
import { useRows } from '../../live/rows';
import { villages, zoneOf } from '../../live/session';
import { BoundText } from '../../parts/bound';
import { Choice } from '../../parts/Choice';
import { Icon } from '../../parts/Icon';
import { type Meeting, MeetingFrame } from '../../parts/MeetingFrame';
import { say } from '../../parts/toast';
import { byName, isGuest } from '../attendance/people';
import { letterOf, messageOf } from './letter';
import { GuestSheet, LetterPaper } from './Paper';

export function LetterScreen({ meeting }: { readonly meeting: string }) {
  return (
    <MeetingFrame
      id={meeting}
      title={words().invitation.letterTitle}
      back={`/m/${meeting}/undangan`}
      whenClosed="nothing"
    >
      {(row) => <Sheet meeting={row} />}
    </MeetingFrame>
  );
}

type To = 'all' | 'each';

function Sheet({ meeting }: { readonly meeting: Meeting }) {
  const t = words();
  const i = t.invitation;
  const draft = useDraft({ kind: 'meeting', village: meeting.village, row: meeting });
  const rows = useRows('attendance', { meeting: meeting.id });
  const agenda = useRows('agenda_item', { meeting: meeting.id });
  const [to, setTo] = useState<To>('all');
  if (!rows || !agenda) return null;
  const guests = byName(rows.filter(isGuest));
  const place = villages.value.find(({ village }) => village === meeting.village);
  const letter = letterOf({
    meeting: draft.doc,
    agenda: [...agenda]
      .sort((a, b) => (a.doc.order ?? 999) - (b.doc.order ?? 999))
      .map(({ doc }) => doc.topic ?? ''),
    guests: to === 'all' ? guests.length : 0,
    village: place?.name ?? '',
    kecamatan: place?.kecamatan,
    kabupaten: place?.kabupaten,
    zone: zoneOf(meeting.village),
  });
  const names = to === 'each' ? guests.map(({ doc }) => doc.name ?? '') : [];
  return (
    <>
      <div class="stack no-print">
        <div class="row">
          <BoundText
            draft={draft}
            field="invitation_number"
            label={t.meeting.form.invitationNumber}
            max={80}
          />
          <BoundText
            draft={draft}
            field="invited_on"
            label={t.meeting.form.invitedOn}
            kind="date"
          />
        </div>
        {guests.length > 0 && (
          <Choice
            label={i.to}
            value={to}
            options={[
              ['all', i.toAll],
              ['each', i.toEach],
            ]}
            onValue={(value) => setTo(value as To)}
          />
        )}
        {guests.length > 0 && (
          <p class="soft small">
            {to === 'all' ? i.listPrinted(guests.length) : i.eachPrinted(guests.length)}
          </p>
        )}
        <button type="button" class="button main" onClick={() => print()}>
          <Icon name="page" size={20} /> {i.print}
        </button>
        <Message text={messageOf(letter)} />
      </div>
      <LetterPaper letter={letter} {...(names[0] && { to: names[0] })} />
      {names.slice(1).map((name, at) => (
        // Namesakes are two people: only the place in the list tells them apart.
        <div class="print-only" key={`${at} ${name}`}>
          <LetterPaper letter={letter} to={name} />
        </div>
      ))}
      {to === 'all' && guests.length > 0 && <GuestSheet title={letter} guests={guests} />}
    </>
  );
}

/** Shared where the phone can, copied elsewhere; what stands here can always be marked by hand. */
function Message({ text }: { readonly text: string }) {
  const t = words().invitation;
  const sharing = 'share' in navigator;

  async function copy() {
    try {
      await navigator.clipboard.writeText(text);
      say(t.copied);
    } catch {
      say(t.copyByHand);
    }
  }

  return (
    <>
      <div class="row">
        {sharing && (
          <button
            type="button"
            class="button"
            // Who closes the list of apps again has changed their mind: nothing went wrong.
            onClick={() => void navigator.share({ text }).catch(() => undefined)}
          >
            <Icon name="send" size={20} /> {t.share}
          </button>
        )}
        <button type="button" class="button" onClick={() => void copy()}>
          {t.copy}
        </button>
      </div>
      <details class="more">
        <summary>{t.message}</summary>
        <pre class="message">{text}</pre>
      </details>
    </>
  );
}
