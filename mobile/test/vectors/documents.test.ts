import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { effective } from '../../src/core/changes';
import { defaultsOf, missingFields } from '../../src/core/records';
import { type Doc, KIND_NAMES, type KindName } from '../../src/core/types';

function vectors<T>(name: string): T {
  return JSON.parse(readFileSync(`../tests/vectors/${name}.json`, 'utf8')) as T;
}

interface NewRecord {
  readonly required: readonly string[];
  readonly defaults: Doc;
}

interface Laid {
  readonly about: string;
  readonly doc: Doc;
  readonly set: Doc;
  readonly out: Doc;
}

const NEW_RECORDS = vectors<{ readonly [kind in KindName]: NewRecord }>('new_records');

test.each(KIND_NAMES)('a new %s: what it needs, and what it holds by itself', (kind) => {
  expect([...missingFields(kind, {})].sort()).toEqual(NEW_RECORDS[kind].required);
  expect(defaultsOf(kind)).toEqual(NEW_RECORDS[kind].defaults);
});

test.each(vectors<readonly Laid[]>('documents'))(
  'a change laid over a document: $about',
  ({ doc, set, out }) => {
    expect(effective(doc, [{ set }])).toEqual(out);
  },
);
