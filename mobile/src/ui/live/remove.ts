/** Takes a record away and offers to put it back for as long as the offer can be kept. */
import type { Row } from '../../core/types';
import { words } from '../../i18n';
import { say } from '../parts/toast';
import { store } from './store';

export async function removed(
  row: Pick<Row, 'id' | 'kind' | 'village'>,
  what: string,
): Promise<void> {
  try {
    const { undo } = await store().remove(row.kind, row.village, row.id);
    say(words().common.removed(what), async () => {
      if (!(await undo())) say(words().common.tooLate);
    });
  } catch {
    say(words().errors.disk);
  }
}
