/** The agenda: each point with its outcome, in the order of the sitting. */
import { words } from '../../../i18n';
import { useRows } from '../../live/rows';
import { store } from '../../live/store';
import { Badge, Empty } from '../../parts/bits';
import { Icon } from '../../parts/Icon';
import { type Meeting, MeetingFrame } from '../../parts/MeetingFrame';
import { say } from '../../parts/toast';
import { go } from '../../router';
import { LastTasks } from './LastTasks';
import { Overall } from './Overall';
import { type Item, inOrder, moved } from './order';

export function Discussion({ meeting }: { readonly meeting: string }) {
  return (
    <MeetingFrame
      id={meeting}
      title={words().meeting.discussion.title}
      back={`/m/${meeting}`}
      about={['agenda_item']}
    >
      {(row) => <Agenda meeting={row} />}
    </MeetingFrame>
  );
}

function Agenda({ meeting }: { readonly meeting: Meeting }) {
  const t = words().meeting.discussion;
  const rows = useRows('agenda_item', { meeting: meeting.id });
  if (!rows) return null;
  const items = inOrder(rows);
  return (
    <>
      <LastTasks meeting={meeting} order={nextOrder(items)} />
      <p class="soft">{t.intro}</p>
      {items.length === 0 && <Empty icon="talk" title={t.empty} />}
      {items.length > 0 && (
        <ol class="rows">
          {items.map((item, index) => (
            <AgendaLine key={item.id} item={item} index={index} items={items} />
          ))}
        </ol>
      )}
      <button type="button" class="button wide" onClick={() => void add(meeting, items)}>
        <Icon name="plus" /> {t.add}
      </button>
      <Overall meeting={meeting} />
    </>
  );
}

interface LineProps {
  readonly item: Item;
  readonly index: number;
  readonly items: readonly Item[];
}

function AgendaLine({ item, index, items }: LineProps) {
  const t = words();
  const { topic = '', outcome, decision } = item.doc;
  return (
    <li class="person">
      <a class="line" href={`#/m/${item.doc.meeting}/bahas/${item.id}`}>
        <span class="text">
          <strong>
            {index + 1}. {topic}
          </strong>
          {decision && <small class="clip">{decision}</small>}
          <small>
            {outcome ? (
              <Badge
                tone={outcome === 'refused' ? 'bad' : outcome === 'deferred' ? 'wait' : 'good'}
              >
                {t.terms.outcomes[outcome]}
              </Badge>
            ) : (
              t.meeting.discussion.open
            )}
          </small>
        </span>
      </a>
      <span class="movers">
        <button
          type="button"
          class="side-key"
          disabled={index === 0}
          aria-label={t.meeting.discussion.up(topic)}
          onClick={() => void move(items, item, -1)}
        >
          <Icon name="up" size={20} />
        </button>
        <button
          type="button"
          class="side-key"
          disabled={index === items.length - 1}
          aria-label={t.meeting.discussion.down(topic)}
          onClick={() => void move(items, item, 1)}
        >
          <Icon name="down" size={20} />
        </button>
      </span>
    </li>
  );
}

async function move(items: readonly Item[], item: Item, by: -1 | 1): Promise<void> {
  try {
    await store().saveMany(
      moved(items, item.id, by).map(({ id, order }) => ({
        kind: 'agenda_item' as const,
        village: item.village,
        id,
        set: { order },
      })),
    );
  } catch {
    say(words().errors.disk);
  }
}

function nextOrder(items: readonly Item[]): number {
  return Math.min(999, Math.max(-1, ...items.map(({ doc }) => doc.order ?? 0)) + 1);
}

async function add(meeting: Meeting, items: readonly Item[]): Promise<void> {
  try {
    const row = await store().save('agenda_item', meeting.village, null, {
      meeting: meeting.id,
      order: nextOrder(items),
      topic: words().meeting.discussion.newTopic,
    });
    go(`/m/${meeting.id}/bahas/${row.id}`);
  } catch {
    say(words().errors.disk);
  }
}
