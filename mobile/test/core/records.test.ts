import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { type Field, fieldsOf, missingFields, parentOf } from '../../src/core/records';
import { KIND_NAMES, type KindName } from '../../src/core/types';

const page = readFileSync('../docs/records.md', 'utf8');

/** What docs/records.md says of a kind, up to the next heading. */
function told(kind: KindName): string {
  const [, rest = ''] = page.split(`### \`${kind}\``);
  return rest.split(/^#/m)[0]?.split('\n').slice(1).join(' ') ?? '';
}

/** The words between the name of a field and the next field. */
function entry(kind: KindName, name: string): string {
  const [, rest = ''] = told(kind).split(`\`${name}\``);
  return rest.split(' · ')[0] ?? '';
}

const fields = KIND_NAMES.flatMap((kind) =>
  Object.entries(fieldsOf(kind)).map(([name, field]): [KindName, string, Field] => [
    kind,
    name,
    field,
  ]),
);

test('every kind of the page, and no other', () => {
  const kinds = [...page.matchAll(/^### `(\w+)`/gm)].map(([, kind]) => kind);

  expect(KIND_NAMES).toEqual(kinds);
});

test.each(KIND_NAMES)('%s has the fields of the page', (kind) => {
  const names = told(kind)
    .replace(/\([^)]*\)/g, '')
    .split(' · ')
    .flatMap((part) => [...part.matchAll(/`(\w+)`(?=[^`]*)/g)].map(([, name]) => name));
  const known = Object.keys(fieldsOf(kind));

  expect(known.filter((name) => !names.includes(name))).toEqual([]);
  const unknown = names.filter((name) => !known.includes(name ?? ''));
  expect(
    unknown.filter(
      (name) => !['present', 'true', 'false', 'status', 'desk_only'].includes(name ?? ''),
    ),
  ).toEqual([]);
});

test.each(fields)('%s.%s carries the marks and words of the page', (kind, name, field) => {
  const words = entry(kind, name);
  const [, listed] = /enum[^(·]*\(`([^`]+)`/.exec(words) ?? [];
  const [, most] = /^ text\((\d+)\)/.exec(words) ?? [];

  expect({
    required: field.required ?? false,
    restricted: field.restricted ?? false,
    desk: field.desk ?? false,
  }).toEqual({
    required: words.includes('**!**'),
    restricted: words.includes('**R**'),
    desk: words.includes('**D**'),
  });
  if (listed && field.type === 'enum') expect(field.words).toEqual(listed.split(' '));
  if (most && field.type === 'text') expect(field.max).toBe(Number(most));
  expect(field.merge ?? 'human').toBe(/\*(latest|text|union)\*/.exec(words)?.[1] ?? 'human');
});

test('a new record lacks what the page marks as needed', () => {
  expect(missingFields('attendance', { meeting: 'm', name: '' })).toEqual(['name']);
  expect(missingFields('funding', { budget_item: 'b', source: 'DDS', amount: 0 })).toEqual([]);
});

test('what hangs on what', () => {
  expect(parentOf('attendance')).toBe('meeting');
  expect(parentOf('funding')).toBe('budget_item');
  expect(parentOf('meeting')).toBeNull();
});
