import { expect, test } from 'vitest';
import type { SessionDoc } from '../../src/core/records';
import {
  deadlines,
  hereIn,
  isBefore,
  type Sitting,
  satIn,
  standing,
  tapped,
  together,
} from '../../src/core/sittings';

const sitting = (id: string, doc: SessionDoc): Sitting => ({ id, doc });
const adjourned = sitting('1', {
  started_at: '2026-11-23T09:00:00+07:00',
  ended_at: '2026-11-23T09:30:00+07:00',
  outcome: 'adjourned_no_quorum',
});
const running = sitting('2', { started_at: '2026-11-23T11:00:00+07:00', outcome: 'held' });
const planned = sitting('0', { outcome: 'planned', place: 'Dusun II' });
const NOW = '2026-11-23T11:05:00+07:00';

test('a meeting is before, running, waiting for people, broken off or over', () => {
  const over = sitting('2', { ...running.doc, ended_at: '2026-11-23T12:00:00+07:00' });
  const broken = sitting('2', { ...over.doc, outcome: 'adjourned' });

  expect(standing([])).toEqual({ phase: 'before', second: false });
  expect(standing([planned])).toEqual({ phase: 'before', second: false, next: planned });
  expect(standing([running, adjourned])).toMatchObject({ phase: 'running', running, second: true });
  expect(standing([adjourned])).toMatchObject({ phase: 'waiting', last: adjourned, second: false });
  expect(standing([over, adjourned]).phase).toBe('over');
  expect(standing([broken]).phase).toBe('broken');
});

test('after too few came: three hours of patience, three days to meet again', () => {
  expect(deadlines('2026-11-23T09:30:00+07:00')).toEqual({
    wait: '2026-11-23T05:30:00.000Z',
    again: '2026-11-26T02:30:00.000Z',
  });
});

test('who was marked before a sitting ran was at the first', () => {
  expect(satIn({ status: 'present' }, [running, adjourned])).toEqual(['1']);
  expect(satIn({ status: 'present', sessions: ['2'] }, [running, adjourned])).toEqual(['2']);
  expect(satIn({ status: 'excused' }, [running])).toEqual([]);
});

test('in a second sitting everybody is marked anew, and the first is not forgotten', () => {
  const both = [adjourned, running];
  const came = { status: 'present' as const, arrived_at: '2026-11-23T09:05:00+07:00' };

  expect(hereIn(both)(came)).toBe(false);
  const set = tapped(came, both, NOW);
  expect(set).toEqual({ sessions: ['1', '2'], left_at: null });
  const stayed = { ...came, sessions: ['1', '2'] };
  expect(hereIn(both)(stayed)).toBe(true);
  expect(tapped(stayed, both, NOW)).toEqual({ sessions: ['1'] });
});

test('a tap marks present with hour and sitting; a second tap takes all of it back', () => {
  expect(tapped({}, [running], NOW)).toMatchObject({
    status: 'present',
    arrived_at: NOW,
    sessions: ['2'],
  });
  expect(tapped({}, [], NOW)).toEqual({ status: 'present', arrived_at: NOW });
  expect(tapped({ status: 'present', sessions: ['2'] }, [running], NOW)).toEqual({
    status: 'invited',
    arrived_at: null,
    left_at: null,
    sessions: null,
  });
});

test('hours compare whatever their zone', () => {
  expect(isBefore('2026-11-23T09:00:00+07:00', '2026-11-23T02:30:00Z')).toBe(true);
  expect(isBefore(undefined, NOW)).toBe(false);
});

test('two phones that each began the meeting hold one sitting', () => {
  const door = { started_at: '2026-11-23T09:00:00+07:00', place: 'Balai Desa' };
  const one = sitting('1', door);
  const other = sitting('2', { ...door, started_at: '2026-11-23T09:04:00+07:00' });
  const hamlet = sitting('3', { started_at: '2026-11-23T09:00:00+07:00', place: 'Dusun II' });
  const ended = sitting('1', { ...door, ended_at: '2026-11-23T12:00:00+07:00' });

  expect(together(other, [one, other, hamlet, planned])).toEqual([one, other]);
  expect(hereIn([one, other])({ status: 'present', sessions: ['1'] })).toBe(true);
  expect(hereIn([ended, other])({ status: 'present', sessions: ['1'] })).toBe(true);
  expect(tapped({ status: 'present', sessions: ['1'] }, [one, other], NOW).status).toBe('invited');
  const resumed = sitting('2', { started_at: '2026-11-23T09:30:00+07:00', outcome: 'held' });
  expect(together(resumed, [adjourned, resumed])).toEqual([resumed]);
  expect(standing([adjourned, resumed]).second).toBe(true);
  const early = sitting('1', { ...adjourned.doc, place: 'Balai Desa' });
  expect(standing([early, other]).second).toBe(false);
});

test('who sat in a sitting that was taken away is not lost', () => {
  expect(satIn({ status: 'present', sessions: ['gone'] }, [running])).toEqual(['2']);
});
