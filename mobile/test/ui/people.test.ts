import { expect, test } from 'vitest';
import type { AttendanceDoc } from '../../src/core/records';
import { doubles, pairKey } from '../../src/ui/screens/attendance/pairs';
import {
  type Attendee,
  byName,
  everKnown,
  finder,
  maybeSame,
  missingHamlets,
  shown,
  without,
} from '../../src/ui/screens/attendance/people';

let made = 0;
function person(doc: AttendanceDoc): Attendee {
  made += 1;
  return {
    id: String(made).padStart(4, '0'),
    village: 'v',
    kind: 'attendance',
    version: 1,
    pending: false,
    doc,
  };
}

const siti = person({ name: 'Hj. Siti Aminah', gender: 'P', hamlet: 'Krajan', status: 'present' });
const dedi = person({ name: 'Dedi Kurniawan', gender: 'L', hamlet: 'Krajan' });

test('two letters of each word find a person, titles aside', () => {
  expect(finder('si am')('siti aminah')).toBe(true);
  expect(finder('iti')('siti aminah')).toBe(false);
  expect(shown([dedi, siti], 'am', 'all')).toEqual([siti]);
  expect(shown([dedi, siti], 'Hj Siti', 'all')).toEqual([siti]);
  expect(byName([siti, dedi])).toEqual([dedi, siti]);
});

test('who is not here yet stands alone when asked for', () => {
  expect(shown([siti, dedi], '', 'waiting')).toEqual([dedi]);
  expect(shown([siti, dedi], '', 'present')).toEqual([siti]);
});

test('people of earlier meetings are offered once, and not when they are on the list', () => {
  const asep = { name: 'Asep', gender: 'L' as const, hamlet: 'Cibodas' };

  const earlier = everKnown([person(asep), person({ ...asep, position: 'RT' }), siti]);
  const known = without(earlier, [siti]);

  expect(known.map(({ name, position }) => [name, position])).toEqual([['Asep', 'RT']]);
});

test('namesakes of another dusun are two people', () => {
  const here = person({ name: 'Asep', gender: 'L', hamlet: 'Krajan' });
  const there = person({ name: 'Asep', gender: 'L', hamlet: 'Cibodas' });

  expect(everKnown([here, there])).toHaveLength(2);
});

test('a likely double is asked about while the name is typed', () => {
  expect(maybeSame('Sity Aminah', [siti, dedi])).toEqual([siti]);
  expect(maybeSame('Si', [siti, dedi])).toEqual([]);
});

test('two phones that wrote one person twice are hinted at, until somebody says they are two', () => {
  const first = person({ name: 'Moh. Yusuf', gender: 'L', hamlet: 'Krajan' });
  const second = person({ name: 'H. Muhammad Yusup', gender: 'L' });
  const woman = person({ name: 'Muhammad Yusuf', gender: 'P' });
  const elsewhere = person({ name: 'Muhammad Yusuf', gender: 'L', hamlet: 'Cibodas' });

  const pairs = doubles([first, siti, woman, second], new Set());

  expect(pairs).toEqual([[first, second]]);
  expect(doubles([first, elsewhere], new Set())).toEqual([]);
  expect(doubles([first, second], new Set(pairs.map(pairKey)))).toEqual([]);
});

test('a hamlet that nobody came from is named, once somebody said where they are from', () => {
  expect(missingHamlets(['Dusun I', 'Dusun II'], { 'dusun i ': 3 })).toEqual(['Dusun II']);
  expect(missingHamlets(['Dusun I', 'Dusun II'], {})).toEqual([]);
});
