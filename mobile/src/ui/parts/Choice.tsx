/** A few choices, all in sight: radio buttons beat every other widget for people who read little. */
import { useId } from 'preact/hooks';
import { type Cue, SavedCue } from './Field';

interface ChoiceProps {
  readonly label: string;
  readonly value: string;
  readonly options: readonly (readonly [string, string])[];
  readonly onValue: (value: string) => void;
  readonly cue?: Cue;
  readonly hint?: string;
}

export function Choice({ label, value, options, onValue, cue, hint }: ChoiceProps) {
  const name = useId();
  return (
    <fieldset class="field">
      <legend class="field-head">
        {label} {hint && <span class="hint">{hint}</span>}
        <SavedCue cue={cue} />
      </legend>
      <div class="chips">
        {options.map(([key, text]) => (
          <label class="chip" key={key}>
            <input
              type="radio"
              name={name}
              value={key}
              checked={value === key}
              onChange={() => onValue(key)}
            />
            <span>{text}</span>
          </label>
        ))}
      </div>
    </fieldset>
  );
}

/** The entries of a table of words, in its order, as choices. */
export function entries(
  table: Readonly<Record<string, string>>,
  keys?: readonly string[],
): readonly (readonly [string, string])[] {
  return (keys ?? Object.keys(table)).map((key) => [key, table[key] ?? key] as const);
}
