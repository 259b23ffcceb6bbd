/** The inputs, tied to a field of a draft: typing is kept, leaving the field keeps at once. */
import type { TypedDoc } from '../../core/records';
import type { KindName } from '../../core/types';
import { parseNumber, showNumber } from '../format';
import type { Draft } from '../live/draft';
import { Choice, entries } from './Choice';
import { LongText, Select, Switch, TextField } from './inputs';
import { Remarked } from './remarked';
import { useTyped } from './typed';

interface Bound<K extends KindName> {
  readonly draft: Draft<K>;
  readonly field: keyof TypedDoc<K> & string;
  readonly label: string;
  readonly hint?: string | undefined;
}

type Table = Readonly<Record<string, string>>;

/** What a form knows of a draft when it treats all fields alike. */
function loose<K extends KindName>({ draft, field }: Bound<K>) {
  const doc = draft.doc as Readonly<Record<string, unknown>>;
  return {
    value: doc[field],
    text: typeof doc[field] === 'string' ? doc[field] : '',
    cue: draft.cue(field),
    type: draft.type as (field: string, value: unknown) => void,
    put: (value: unknown) => draft.put({ [field]: value } as Parameters<typeof draft.put>[0]),
    leave: () => void draft.flush(),
  };
}

export function BoundText<K extends KindName>(
  props: Bound<K> & {
    readonly max?: number;
    readonly list?: readonly string[];
    readonly error?: string | undefined;
    readonly mode?: 'numeric' | 'tel';
    readonly kind?: 'text' | 'date';
  },
) {
  const { text, cue, type, leave } = loose(props);
  const { label, hint, field, max = 200, list, error, mode, kind = 'text' } = props;
  return (
    <Remarked id={props.draft.id} field={props.field}>
      <TextField
        label={label}
        hint={hint}
        error={error}
        value={text}
        max={max}
        type={kind}
        cue={cue}
        {...(list && { list })}
        {...(mode && { mode })}
        onValue={(value) => type(field, value || null)}
        onLeave={leave}
      />
    </Remarked>
  );
}

export function BoundLong<K extends KindName>(
  props: Bound<K> & {
    readonly rows?: number;
    readonly max?: number;
    readonly error?: string | undefined;
  },
) {
  const { text, cue, type, leave } = loose(props);
  const { label, hint, field, rows = 4, max = 8000, error } = props;
  return (
    <Remarked id={props.draft.id} field={props.field}>
      <LongText
        label={label}
        hint={hint}
        error={error}
        value={text}
        rows={rows}
        max={max}
        cue={cue}
        onValue={(value) => type(field, value || null)}
        onLeave={leave}
      />
    </Remarked>
  );
}

export function BoundSelect<K extends KindName>(
  props: Bound<K> & {
    readonly table: Table;
    readonly keys?: readonly string[];
    readonly none?: string;
  },
) {
  const { text, cue, put } = loose(props);
  const { label, hint, table, keys, none } = props;
  return (
    <Remarked id={props.draft.id} field={props.field}>
      <Select
        label={label}
        hint={hint}
        value={text}
        options={entries(table, keys)}
        {...(none !== undefined && { none })}
        cue={cue}
        onValue={(value) => put(value || null)}
      />
    </Remarked>
  );
}

export function BoundChoice<K extends KindName>(
  props: Bound<K> & {
    readonly table: Table;
    readonly keys?: readonly string[];
    /** What an empty field stands for. */
    readonly otherwise?: string;
  },
) {
  const { text, cue, put } = loose(props);
  const { label, hint, table, keys, otherwise = '' } = props;
  return (
    <Remarked id={props.draft.id} field={props.field}>
      <Choice
        label={label}
        {...(hint && { hint })}
        value={text || otherwise}
        options={entries(table, keys)}
        cue={cue}
        onValue={put}
      />
    </Remarked>
  );
}

export function BoundSwitch<K extends KindName>(props: Bound<K> & { readonly note?: string }) {
  const { value, put } = loose(props);
  return (
    <Remarked id={props.draft.id} field={props.field}>
      <Switch
        label={props.label}
        {...(props.note && { note: props.note })}
        on={value === true}
        onTurn={put}
      />
    </Remarked>
  );
}

export function BoundNumber<K extends KindName>(
  props: Bound<K> & {
    readonly wrong: string;
    readonly whole?: boolean;
    readonly year?: boolean;
    readonly most?: number;
  },
) {
  const { value, cue, type, leave } = loose(props);
  const { label, hint, field, wrong, whole, year, most } = props;
  const typed = useTyped(value as number | undefined, {
    read: (text) => {
      const number = parseNumber(text);
      if (whole && number && !Number.isInteger(number)) return undefined;
      return number && most !== undefined && number > most ? undefined : number;
    },
    // A year is a name, not a quantity: 2027, never 2.027.
    show: year ? (number) => String(number ?? '') : showNumber,
    tell: (number) => type(field, number),
  });
  return (
    <Remarked id={props.draft.id} field={props.field}>
      <TextField
        label={label}
        hint={hint}
        value={typed.text}
        mode={whole ? 'numeric' : 'decimal'}
        max={16}
        error={typed.wrong ? wrong : undefined}
        cue={cue}
        onValue={typed.onText}
        onLeave={() => {
          typed.tidy();
          leave();
        }}
      />
    </Remarked>
  );
}
