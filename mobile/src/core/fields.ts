/** How the field tables of records.ts are written: one small constructor per type of docs/records.md. */

import type { KindName, Uuid } from './types';

/** What the page marks beside a field: needed, restricted, desk only, merge policy. */
export interface Marks {
  readonly required?: true;
  readonly restricted?: true;
  readonly desk?: true;
  readonly merge?: 'latest' | 'text' | 'union';
}

export const NEEDED: Marks = { required: true };
export const RESTRICTED: Marks = { restricted: true };
export const DESK: Marks = { desk: true };
export const LATEST: Marks = { merge: 'latest' };
export const TEXT: Marks = { merge: 'text' };
export const NEEDED_RESTRICTED: Marks = { required: true, restricted: true };

type Words = readonly string[];
type Simple =
  | 'text'
  | 'money'
  | 'quantity'
  | 'degrees'
  | 'date'
  | 'time'
  | 'bool'
  | 'strokes'
  | 'int';

export interface PlainField<T extends Simple = Simple> extends Marks {
  readonly type: T;
  readonly max?: number;
  readonly min?: number;
}
export interface EnumField<W extends Words = Words> extends Marks {
  readonly type: 'enum';
  readonly words: W;
  readonly default?: W[number];
}
export interface RefField extends Marks {
  readonly type: 'ref';
  readonly to: KindName | null;
}
export interface SetField<W extends Words = Words> extends Marks {
  readonly type: 'set';
  readonly of: EnumField<W> | PlainField<'int'> | RefField;
}
export interface ShapeField<K extends string = string> extends Marks {
  readonly type: 'object' | 'list';
  readonly keys: readonly K[];
}
export type Field = PlainField | EnumField | RefField | SetField | ShapeField;

export const text = (max: number, marks: Marks = {}): PlainField<'text'> => ({
  type: 'text',
  max,
  ...marks,
});
export const int = (min: number, max: number, marks: Marks = {}): PlainField<'int'> => ({
  type: 'int',
  min,
  max,
  ...marks,
});
export const plain = <T extends Simple>(type: T, marks: Marks = {}): PlainField<T> => ({
  type,
  ...marks,
});
export const word = <const W extends Words>(
  words: W,
  marks: Marks & { readonly default?: W[number] } = {},
): EnumField<W> => ({ type: 'enum', words, ...marks });
export const ref = (to: KindName | null, marks: Marks = {}): RefField => ({
  type: 'ref',
  to,
  ...marks,
});
export const wordSet = <const W extends Words>(words: W, marks: Marks = {}) =>
  ({ type: 'set', of: word(words), merge: 'union', ...marks }) as const;
export const intSet = (min: number, max: number) =>
  ({ type: 'set', of: int(min, max), merge: 'union' }) as const;
export const refSet = (to: KindName) => ({ type: 'set', of: ref(to), merge: 'union' }) as const;
export const shape = <const K extends string>(...keys: readonly K[]) =>
  ({ type: 'object', keys }) as const;
export const shapes = <const K extends string>(...keys: readonly K[]) =>
  ({ type: 'list', keys }) as const;

/** The TypeScript type of a field's value. */
export type ValueOf<F> = F extends { type: 'enum'; words: infer W extends Words }
  ? W[number]
  : F extends { type: 'set'; of: infer Of }
    ? readonly ValueOf<Of>[]
    : F extends { type: 'list'; keys: readonly (infer K extends string)[] }
      ? readonly { readonly [key in K]?: string }[]
      : F extends { type: 'object'; keys: readonly (infer K extends string)[] }
        ? { readonly [key in K]?: string }
        : F extends { type: 'ref' }
          ? Uuid
          : F extends { type: 'bool' }
            ? boolean
            : F extends { type: 'strokes' }
              ? readonly (readonly number[])[]
              : F extends { type: 'int' | 'money' | 'quantity' | 'degrees' }
                ? number
                : string;
