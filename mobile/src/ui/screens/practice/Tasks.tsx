/** What to try, in order; each ticks itself once it is done. */
import { useEffect, useState } from 'preact/hooks';
import { words } from '../../../i18n';
import { type Practice, TASKS, type Task } from '../../../practice';
import { outbox } from '../../live/session';
import { Badge, Note } from '../../parts/bits';

export function Tasks({ practice }: { readonly practice: Practice }) {
  const t = words().practice;
  const [done, setDone] = useState<ReadonlySet<Task>>(new Set());
  const box = outbox.value;
  useEffect(() => {
    void practice.done().then(setDone);
  }, [box, practice]);
  return (
    <section class="stack tight" aria-label={t.tasks}>
      <h2 class="section-title">
        {t.tasks}: {t.count(done.size, TASKS.length)}
      </h2>
      {done.size === TASKS.length && (
        <Note tone="good" icon="check">
          {t.all}
        </Note>
      )}
      <ol class="rows">
        {TASKS.map((task, at) => (
          <li class="line" key={task}>
            <span class="text">
              {at + 1}. {t.task[task]}
            </span>
            {done.has(task) && <Badge tone="good">{t.done}</Badge>}
          </li>
        ))}
      </ol>
    </section>
  );
}
