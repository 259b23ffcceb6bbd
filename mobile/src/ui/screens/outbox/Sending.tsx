/** What has not come to rest: unsent, differing, waiting, refused; and the room that is left. */
import { words } from '../../../i18n';
import { bytes, clock, longMoment } from '../../format';
import { practice } from '../../live/practice';
import { sending, sendNow } from '../../live/sending';
import { allSent, outbox, village } from '../../live/session';
import { Note } from '../../parts/bits';
import { ClockNote } from '../../parts/ClockNote';
import { Icon } from '../../parts/Icon';
import { Screen } from '../../parts/Screen';
import { ByHand } from '../parcels/ByHand';
import { DecidedList } from './DecidedList';
import { Differing } from './Differing';
import { HeldList } from './HeldList';
import { RejectedList } from './RejectedList';
import { Remarks } from './Remarks';
import { Storage } from './Storage';
import { UnsentList } from './UnsentList';

export function Sending() {
  const t = words().outbox;
  const box = outbox.value;
  return (
    <Screen title={t.title} back="/">
      <State />
      <ClockNote />
      {box && (
        <>
          {box.conflicts.map((conflict) => (
            <Differing key={conflict.id} conflict={conflict} />
          ))}
          <DecidedList decided={box.decided} />
          <RejectedList rejected={box.rejected} />
          <Remarks />
          {!practice() && <ByHand />}
          <UnsentList box={box} />
          <HeldList held={box.waiting} />
        </>
      )}
      <Storage />
    </Screen>
  );
}

function State() {
  const t = words().outbox;
  const { phase, sent, total, bytesSent, bytesTotal, lastSuccess, retryAt } = sending.value;
  const zone = village.value?.zone ?? 'WIB';
  const trouble = {
    offline: t.offline,
    portal: t.portal,
    waiting: t.server,
    signin: t.signInAgain,
    revoked: words().signIn.revoked,
    upgrade: t.upgrade,
    idle: '',
    sending: '',
  }[phase];
  return (
    <section class="stack" aria-label={words().trust.label}>
      <div role="status" class="stack tight">
        {phase === 'sending' && (
          <>
            <p>{t.sending}</p>
            <progress
              class="progress"
              aria-label={t.sending}
              value={sent + bytesSent}
              max={Math.max(1, total + bytesTotal)}
            />
            <p class="small">
              {t.progress(sent, total)}
              {bytesTotal > 0 && ` · ${t.files(bytes(bytesSent), bytes(bytesTotal))}`}
            </p>
          </>
        )}
        {phase !== 'sending' && allSent.value && (
          <Note tone="good" icon="check">
            {t.allSent}
          </Note>
        )}
        {trouble && (
          <Note tone="wait" icon="clock">
            {trouble}
            {retryAt && ` ${t.retryAt(clock(retryAt, zone))}`}
          </Note>
        )}
        <p class="soft">{lastSuccess ? t.last(longMoment(lastSuccess, zone)) : t.never}</p>
      </div>
      {phase === 'signin' ? (
        <a class="button main wide" href="#/masuk">
          {t.signIn}
        </a>
      ) : (
        <button
          type="button"
          class="button main wide"
          disabled={phase === 'sending'}
          onClick={sendNow}
        >
          <Icon name="send" /> {phase === 'sending' ? t.sending : t.sendNow}
        </button>
      )}
    </section>
  );
}
