/** Where practice is led from: what to try, and the troubles of the field on a switch. */
import { useState } from 'preact/hooks';
import { words } from '../../../i18n';
import { leavePractice, practice, practiseAnew } from '../../live/practice';
import { PracticeDoor } from '../../parts/PracticeDoor';
import { Screen } from '../../parts/Screen';
import { say } from '../../parts/toast';
import { Tasks } from './Tasks';
import { Troubles } from './Troubles';

export function Practice() {
  const t = words().practice;
  const village = practice();
  return (
    <Screen title={t.title} back="/">
      {!village && <PracticeDoor />}
      {village && (
        <>
          <p class="soft">{t.intro}</p>
          <a class="button main wide" href="#/">
            {t.toVillage}
          </a>
          <Tasks practice={village} />
          <Troubles practice={village} />
          <Again />
          <button type="button" class="button wide" onClick={leavePractice}>
            {t.leave}
          </button>
        </>
      )}
    </Screen>
  );
}

function Again() {
  const t = words();
  const [asked, setAsked] = useState(false);
  if (!asked) {
    return (
      <button type="button" class="button danger" onClick={() => setAsked(true)}>
        {t.practice.again}
      </button>
    );
  }
  return (
    <section class="card stack" aria-label={t.practice.again}>
      <p>{t.practice.againAsk}</p>
      <div class="row">
        <button
          type="button"
          class="button danger"
          onClick={() => void practiseAnew().catch(() => say(t.errors.unexpected))}
        >
          {t.practice.againYes}
        </button>
        <button type="button" class="button" onClick={() => setAsked(false)}>
          {t.common.cancel}
        </button>
      </div>
    </section>
  );
}
