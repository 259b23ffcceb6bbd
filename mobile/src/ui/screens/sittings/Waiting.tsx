/** Too few came: the customary rules in plain words, with the hours worked out. */
import { AGAIN_DAYS, deadlines, WAIT_HOURS } from '../../../core/sittings';
import { words } from '../../../i18n';
import { clock, longDate } from '../../format';
import { zoneOf } from '../../live/session';
import { Note } from '../../parts/bits';
import { go } from '../../router';
import { plan } from './actions';
import { Begin, type StepProps } from './Begin';

export function Waiting({ meeting, now }: StepProps) {
  const t = words().sittings;
  const zone = zoneOf(meeting.village);
  const at = now.last?.doc.ended_at ?? '';
  const until = deadlines(at);
  return (
    <>
      <Note tone="wait" icon="clock">
        <p>
          <strong>{t.waiting(clock(at, zone))}</strong>
        </p>
        <p>{t.ruleWait(WAIT_HOURS, clock(until.wait, zone))}</p>
        <p>{t.ruleAgain(AGAIN_DAYS, longDate(until.again, zone))}</p>
        <p>{t.ruleThen}</p>
        <p class="small">{t.ruleVillage}</p>
      </Note>
      <Begin meeting={meeting} now={now} label={t.resume} />
      {!now.next && (
        <button
          type="button"
          class="button small"
          onClick={() =>
            void plan(meeting, now).then((made) => made && go(`/m/${meeting.id}/sidang/${made}`))
          }
        >
          {t.planAgain}
        </button>
      )}
    </>
  );
}
