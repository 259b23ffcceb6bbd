import { expect, test } from 'vitest';
import { en } from '../../src/i18n/en';
import { id } from '../../src/i18n/id';

/** Every sentence of a catalogue with its address; functions answer with stand-ins. */
function sentences(part: unknown, at = ''): readonly (readonly [string, string])[] {
  if (typeof part === 'string') return [[at, part]];
  if (typeof part === 'function') return [[at, String(part('2', '3', '4'))]];
  return Object.entries(part as object).flatMap(([key, value]) =>
    sentences(value, at ? `${at}.${key}` : key),
  );
}

test('no word of the trade reaches a villager', () => {
  const forbidden = /\b(sync|upload|submit|dashboard|user|draft|offline|online|konflik|sinkron)/i;

  const found = sentences(id).filter(([, text]) => forbidden.test(text));

  expect(found).toEqual([]);
});

test('sentences stay short enough to be read aloud', () => {
  const long = sentences(id).filter(([, text]) =>
    text.split(/[.!?:](?:\s|$)/).some((sentence) => sentence.split(/\s+/).length > 15),
  );

  expect(long).toEqual([]);
});

test('titles fit a small screen', () => {
  const long = sentences(id).filter(([at, text]) => /title$/i.test(at) && text.length > 40);

  expect(long).toEqual([]);
});

test('English answers with sentences of its own', () => {
  const indonesian = new Map(sentences(id));
  const same = sentences(en).filter(
    ([at, text]) => indonesian.get(at) === text && text.split(' ').length > 3,
  );

  expect(same).toEqual([]);
});
