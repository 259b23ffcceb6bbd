/** Plain inputs: text, long text, date, time, select. Each is told its value and tells its changes. */
import { useId } from 'preact/hooks';
import { type Cue, described, Field } from './Field';

export interface InputProps {
  readonly label: string;
  readonly value: string;
  readonly onValue: (value: string) => void;
  readonly onLeave?: (() => void) | undefined;
  readonly hint?: string | undefined;
  readonly error?: string | undefined;
  readonly cue?: Cue;
  readonly max?: number;
}

interface TextProps extends InputProps {
  readonly type?: 'text' | 'password' | 'search' | 'date' | 'time' | 'tel';
  readonly mode?: 'numeric' | 'decimal' | 'tel';
  readonly complete?: string;
  readonly list?: readonly string[];
  readonly capitalize?: 'words' | 'none' | 'sentences';
  readonly enter?: 'search' | 'next' | 'done';
}

export function TextField(props: TextProps) {
  const id = useId();
  const { label, value, hint, error, cue, max, type = 'text', list } = props;
  return (
    <Field id={id} label={label} hint={hint} error={error} cue={cue}>
      <input
        class="input"
        id={id}
        // The types tie attributes to one literal type each; this field serves them all.
        type={type as 'text'}
        value={value}
        maxLength={max}
        inputMode={props.mode}
        autocomplete={props.complete ?? 'off'}
        autocapitalize={props.capitalize}
        enterkeyhint={props.enter}
        list={list?.length ? `${id}-list` : undefined}
        aria-invalid={error ? 'true' : undefined}
        aria-describedby={described(id, hint, error)}
        onInput={(event) => props.onValue(event.currentTarget.value)}
        onBlur={props.onLeave}
      />
      {list?.length ? (
        <datalist id={`${id}-list`}>
          {list.map((choice) => (
            <option key={choice} value={choice} />
          ))}
        </datalist>
      ) : null}
    </Field>
  );
}

export function LongText({ rows = 4, ...props }: InputProps & { readonly rows?: number }) {
  const id = useId();
  const { label, value, hint, error, cue, max } = props;
  return (
    <Field id={id} label={label} hint={hint} error={error} cue={cue}>
      <textarea
        class="input"
        id={id}
        rows={rows}
        value={value}
        maxLength={max}
        aria-describedby={described(id, hint, error)}
        onInput={(event) => props.onValue(event.currentTarget.value)}
        onBlur={props.onLeave}
      />
    </Field>
  );
}

interface SelectProps extends InputProps {
  readonly options: readonly (readonly [string, string])[];
  /** The first, empty line; leave out when something must be chosen. */
  readonly none?: string;
}

export function Select({ options, none, ...props }: SelectProps) {
  const id = useId();
  const { label, value, hint, error, cue } = props;
  return (
    <Field id={id} label={label} hint={hint} error={error} cue={cue}>
      <select
        class="input"
        id={id}
        value={value}
        aria-describedby={described(id, hint, error)}
        onChange={(event) => {
          props.onValue(event.currentTarget.value);
          props.onLeave?.();
        }}
      >
        {none !== undefined && <option value="">{none}</option>}
        {options.map(([key, text]) => (
          <option key={key} value={key}>
            {text}
          </option>
        ))}
      </select>
    </Field>
  );
}

export function Switch(props: {
  readonly label: string;
  readonly note?: string;
  readonly on: boolean;
  readonly onTurn: (on: boolean) => void;
}) {
  const { label, note, on, onTurn } = props;
  return (
    <label class="switch">
      <input
        type="checkbox"
        checked={on}
        onChange={(event) => onTurn(event.currentTarget.checked)}
      />
      <span>
        {label}
        {note && <small>{note}</small>}
      </span>
    </label>
  );
}
