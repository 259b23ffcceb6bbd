/** The troubles of the field on a switch: no signal, two versions, a returned record. */
import { useEffect, useState } from 'preact/hooks';
import { words } from '../../../i18n';
import type { Practice } from '../../../practice';
import { sendNow } from '../../live/sending';
import { Choice } from '../../parts/Choice';
import { say } from '../../parts/toast';

export function Troubles({ practice }: { readonly practice: Practice }) {
  const t = words();
  const p = t.practice;
  const [signal, setSignal] = useState<boolean>();
  useEffect(() => {
    void practice.hasSignal().then(setSignal);
  }, [practice]);

  async function turn(on: boolean) {
    await practice.setSignal(on);
    setSignal(on);
    sendNow();
  }

  async function happen(what: () => Promise<boolean>, said: string, later: string, not: string) {
    const happened = await what();
    say(!happened ? not : signal ? said : later);
    sendNow();
  }

  const failed = () => say(t.errors.unexpected);
  return (
    <section class="stack" aria-label={p.trouble}>
      <h2 class="section-title">{p.trouble}</h2>
      {signal !== undefined && (
        <Choice
          label={p.signal}
          value={signal ? 'on' : 'off'}
          options={[
            ['on', p.signalOn],
            ['off', p.signalOff],
          ]}
          onValue={(wanted) => void turn(wanted === 'on').catch(failed)}
        />
      )}
      <p class="soft small">{p.signalHint}</p>
      <button
        type="button"
        class="button wide"
        onClick={() =>
          void happen(practice.differ, p.differed, p.differedUnheard, p.nothingYet).catch(failed)
        }
      >
        {p.differ}
      </button>
      <button
        type="button"
        class="button wide"
        onClick={() =>
          void happen(practice.giveBack, p.givenBack, p.givenBackUnheard, p.nothingSent).catch(
            failed,
          )
        }
      >
        {p.giveBack}
      </button>
    </section>
  );
}
