/** What an officer asked for is done: said by whoever did it, and taken back as easily. */
import { words } from '../../i18n';
import type { RowOf } from '../live/rows';
import { store } from '../live/store';
import { say } from './toast';

export function ResolveKey({ remark }: { readonly remark: RowOf<'remark'> }) {
  return (
    <button type="button" class="button small" onClick={() => void resolve(remark)}>
      ✓ {words().outbox.resolve}
    </button>
  );
}

async function resolve({ id, village }: RowOf<'remark'>): Promise<void> {
  const mark = (resolved: boolean) => store().save('remark', village, id, { resolved });
  try {
    await mark(true);
    say(words().outbox.resolved, async () => {
      await mark(false);
    });
  } catch {
    say(words().errors.disk);
  }
}
