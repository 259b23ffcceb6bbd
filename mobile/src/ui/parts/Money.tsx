/** Rupiah: typed with or without dots, kept in sen. */

import { formatRupiah, parseRupiah } from '../../core/money';
import type { TypedDoc } from '../../core/records';
import type { KindName } from '../../core/types';
import { words } from '../../i18n';
import type { Draft } from '../live/draft';
import type { Cue } from './Field';
import { TextField } from './inputs';
import { Remarked } from './remarked';
import { useTyped } from './typed';

export function MoneyField(props: {
  readonly label: string;
  readonly value: number | undefined;
  readonly cue?: Cue;
  readonly onValue: (sen: number | null) => void;
  readonly onLeave: () => void;
}) {
  const typed = useTyped(props.value, {
    read: (text) => (text.trim() === '' ? null : (parseRupiah(text) ?? undefined)),
    show: (value) =>
      value === null || value === undefined ? '' : formatRupiah(value).replace('Rp', ''),
    tell: props.onValue,
  });
  return (
    <TextField
      label={props.label}
      value={typed.text}
      mode="decimal"
      max={24}
      cue={props.cue}
      error={typed.wrong ? words().budget.item.badMoney : undefined}
      onValue={typed.onText}
      onLeave={() => {
        typed.tidy();
        props.onLeave();
      }}
    />
  );
}

export function BoundMoney<K extends KindName>(props: {
  readonly draft: Draft<K>;
  readonly field: keyof TypedDoc<K> & string;
  readonly label: string;
}) {
  const { draft, field, label } = props;
  const type = draft.type as (field: string, value: unknown) => void;
  return (
    <Remarked id={draft.id} field={field}>
      <MoneyField
        label={label}
        value={(draft.doc as Readonly<Record<string, unknown>>)[field] as number | undefined}
        cue={draft.cue(field)}
        onValue={(value) => type(field, value)}
        onLeave={() => void draft.flush()}
      />
    </Remarked>
  );
}
