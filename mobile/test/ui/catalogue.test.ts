import { expect, test } from 'vitest';
import { words as en } from '../../src/i18n/en';
import { id } from '../../src/i18n/id';

/** Every sentence of a catalogue with its address; functions answer with stand-ins. */
function sentences(part: unknown, at = ''): readonly (readonly [string, string])[] {
  if (typeof part === 'string') return [[at, part]];
  if (typeof part === 'function') return [[at, String(part('2', '3', '4'))]];
  return Object.entries(part as object).flatMap(([key, value]) =>
    sentences(value, at ? `${at}.${key}` : key),
  );
}

/** Beginnings, whatever ending Indonesian puts to them: "sinkronisasi", "mengupload", "userid". */
const TRADE =
  /(sync|sinkron|upload|unggah|submit|dashboard|konflik|offline|online|login|logout|download|password|username|website|e-?mail|server|browser|backup|cache|token)/i;
/** Short English words, only where they stand alone: "app" must not find "aplikasi". */
const ENGLISH =
  /\b(user|draft|file|files|save|saved|send|sent|update|error|link|device|app|ok|form|meeting|photo|the|and|or|of|to|is|are|not|your|please|village|name|date|place|note|delete|edit|add|back|done|next|search|role|queue|outbox|inbox)\b/i;

test('no word of the trade and no English reaches a villager', () => {
  const found = sentences(id).filter(([, text]) => TRADE.test(text) || ENGLISH.test(text));

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
