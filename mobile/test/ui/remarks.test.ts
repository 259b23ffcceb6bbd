import { expect, test } from 'vitest';
import { placeAbout } from '../../src/ui/screens/outbox/Remarks';

test.each([
  [{ meeting: 'm' }, '/m/m/data'],
  [
    { meeting: 'm', about_kind: 'meeting', about_record: 'm', about_field: 'place' },
    '/m/m/data?isian=place',
  ],
  [
    { meeting: 'm', about_kind: 'meeting', about_record: 'm', about_field: 'objections' },
    '/m/m/bahas?isian=objections',
  ],
  [
    { meeting: 'm', about_kind: 'agenda_item', about_record: 'a', about_field: 'decision' },
    '/m/m/bahas/a?isian=decision',
  ],
  [{ meeting: 'm', about_kind: 'budget_item', about_record: 'b' }, '/m/m/kegiatan/b'],
])('a remark leads to its field: %j', (remark, place) => {
  expect(placeAbout(remark)).toBe(place);
});
