/** What earlier meetings left to be done, asked about before anything new is agreed. */
import { openTasks, type Task } from '../../../core/minutes';
import { words } from '../../../i18n';
import { nowIn, plainDate } from '../../format';
import { useRows } from '../../live/rows';
import { zoneOf } from '../../live/session';
import { store } from '../../live/store';
import { Badge } from '../../parts/bits';
import type { Meeting } from '../../parts/MeetingFrame';
import { say } from '../../parts/toast';
import { go } from '../../router';

const IN_SIGHT = 3;

export function LastTasks({
  meeting,
  order,
}: {
  readonly meeting: Meeting;
  readonly order: number;
}) {
  const t = words();
  const where = { village: meeting.village };
  const meetings = useRows('meeting', where);
  const agenda = useRows('agenda_item', where);
  if (!meetings || !agenda) return null;
  const tasks = openTasks(meeting.id, { meetings, agenda });
  if (tasks.length === 0) return null;
  const line = (task: Task) => (
    <TaskCard
      key={task.item + task.what}
      task={task}
      meeting={meeting}
      order={order}
      from={meetings.find(({ id }) => id === task.meeting)?.doc.title ?? ''}
    />
  );
  const rest = tasks.slice(IN_SIGHT);
  return (
    <section class="stack tight">
      <h2>{t.follow.tasks(tasks.length)}</h2>
      {tasks.slice(0, IN_SIGHT).map(line)}
      {rest.length > 0 && (
        <details class="more">
          <summary>{t.follow.moreTasks(rest.length)}</summary>
          <div class="stack tight">{rest.map(line)}</div>
        </details>
      )}
    </section>
  );
}

interface CardProps {
  readonly task: Task;
  readonly meeting: Meeting;
  readonly from: string;
  readonly order: number;
}

function TaskCard({ task, meeting, from, order }: CardProps) {
  const t = words();
  const { village } = meeting;
  const late = task.due !== '' && task.due < nowIn(zoneOf(village)).date;

  async function discuss() {
    const topic = t.follow.taskTopic(task.what).slice(0, 200);
    try {
      const row = await store().save('agenda_item', village, null, {
        meeting: meeting.id,
        order,
        topic,
      });
      go(`/m/${meeting.id}/bahas/${row.id}`);
    } catch {
      say(t.errors.disk);
    }
  }

  return (
    <article class="card stack tight" aria-label={task.what}>
      <strong>{task.what}</strong>
      <p class="small soft">{[task.who, from].filter(Boolean).join(' · ')}</p>
      {task.due && (
        <p>
          <Badge tone={late ? 'bad' : 'wait'}>
            {late ? t.follow.late(plainDate(task.due)) : t.follow.until(plainDate(task.due))}
          </Badge>
        </p>
      )}
      <button type="button" class="button small" onClick={() => void discuss()}>
        {t.follow.discuss}
      </button>
    </article>
  );
}
