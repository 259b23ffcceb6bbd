import 'fake-indexeddb/auto';
import { expect, test } from 'vitest';
import { exchange } from '../../src/net/exchange';
import { CASES, type Case, fill, type Turn } from './cases';
import { type Asked, changed, holds, line, openPhone } from './stage';

function wanted({ request }: Turn, got: Asked | undefined): Asked {
  const { method = 'POST', path = '/api/sync/v1/exchange', body } = fill(request);
  return { method, path, body: request.by_others ? got?.body : body };
}

test.each(CASES.map(([file, one]) => [`${file}: ${one.name}`, one] as const))(
  'on the phone, %s',
  async (_name: string, one: Case) => {
    const phone = await openPhone(one);
    const before = await holds(phone);
    const asked: Asked[] = [];

    const { phase, ...more } = await exchange(phone.store, {
      wire: line(one.turns, asked),
      ...phone.limit,
    });

    expect(asked).toEqual(one.turns.map((turn, at) => wanted(turn, asked[at])));
    expect({ phase, ...more, ...changed(before, await holds(phone)) }).toEqual(
      fill(one.phone_after),
    );
  },
);
