/** The village's own fraction: no national figure is set, its rules of order decide. */
import { useState } from 'preact/hooks';
import { words } from '../../../i18n';
import type { Draft } from '../../live/draft';
import { TextField } from '../../parts/inputs';

const MOST = 1000;

export function Quorum({ draft }: { readonly draft: Draft<'meeting'> }) {
  const t = words().meeting.form;
  const rules = draft.doc.rules ?? {};
  const [top, setTop] = useState(String(rules.quorum_numerator ?? 2));
  const [bottom, setBottom] = useState(String(rules.quorum_denominator ?? 3));
  const fraction = readFraction(top, bottom);

  function change(nextTop: string, nextBottom: string) {
    setTop(nextTop);
    setBottom(nextBottom);
    const read = readFraction(nextTop, nextBottom);
    // Half a fraction is no rule: both numbers travel together or not at all.
    if (read) {
      draft.type('rules', {
        ...rules,
        quorum_numerator: read[0],
        quorum_denominator: read[1],
      });
    }
  }

  return (
    <fieldset class="field">
      <legend class="field-head">
        {t.quorum} <span class="hint">{t.quorumHint}</span>
      </legend>
      <div class="row">
        <TextField
          label={t.quorumTop}
          mode="numeric"
          max={4}
          value={top}
          cue={draft.cue('rules')}
          onValue={(value) => change(value, bottom)}
          onLeave={() => void draft.flush()}
        />
        <TextField
          label={t.quorumBottom}
          mode="numeric"
          max={4}
          value={bottom}
          onValue={(value) => change(top, value)}
          onLeave={() => void draft.flush()}
        />
      </div>
      <p class={fraction ? 'soft small' : 'error'}>
        {fraction ? t.quorumReads(fraction.join('/')) : t.quorumBad}
      </p>
    </fieldset>
  );
}

/** Two whole numbers that make at most one; null for anything else. */
export function readFraction(top: string, bottom: string): readonly [number, number] | null {
  const whole = (text: string) => (/^\d{1,4}$/.test(text.trim()) ? Number(text) : 0);
  const [numerator, denominator] = [whole(top), whole(bottom)];
  const fits = numerator > 0 && numerator <= denominator && denominator <= MOST;
  return fits ? [numerator, denominator] : null;
}
