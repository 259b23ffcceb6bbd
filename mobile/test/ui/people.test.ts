import { expect, test } from 'vitest';
import type { AttendanceDoc } from '../../src/core/records';
import {
  type Attendee,
  finds,
  knownPeople,
  listed,
  maybeSame,
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
  expect(finds('si am', 'siti aminah')).toBe(true);
  expect(listed([dedi, siti], 'am', 'all')).toEqual([siti]);
  expect(listed([dedi, siti], 'Hj Siti', 'all')).toEqual([siti]);
});

test('who is not here yet stands alone when asked for', () => {
  expect(listed([siti, dedi], '', 'waiting')).toEqual([dedi]);
  expect(listed([siti, dedi], '', 'present')).toEqual([siti]);
});

test('people of earlier meetings are offered once, and not when they are on the list', () => {
  const asep = { name: 'Asep', gender: 'L' as const, hamlet: 'Cibodas' };

  const known = knownPeople([person(asep), person({ ...asep, position: 'RT' }), siti], [siti]);

  expect(known.map(({ name, position }) => [name, position])).toEqual([['Asep', 'RT']]);
});

test('namesakes of another dusun are two people', () => {
  const here = person({ name: 'Asep', gender: 'L', hamlet: 'Krajan' });
  const there = person({ name: 'Asep', gender: 'L', hamlet: 'Cibodas' });

  expect(knownPeople([here, there], [])).toHaveLength(2);
});

test('a likely double is asked about while the name is typed', () => {
  expect(maybeSame('Sity Aminah', [siti, dedi])).toEqual([siti]);
  expect(maybeSame('Si', [siti, dedi])).toEqual([]);
});
